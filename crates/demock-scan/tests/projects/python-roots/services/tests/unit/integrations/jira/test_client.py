from unittest.mock import MagicMock, patch

from integrations.jira.client import IssueView


def test_fetches():
    with patch("integrations.jira.client.fetch_issue") as fetch:
        assert fetch is not None


def test_shows():
    view = MagicMock(spec=IssueView)
    assert view is not None
