from unittest.mock import MagicMock, patch

from shop.audit import AuditLogger


@patch("shop.desk.requests.get")
@patch("shop.desk.ask_worker")
@patch("shop.desk.click")
@patch("shop.desk.click.get_current_context")
@patch("shop.desk.json")
@patch("shop.desk.Rows.add")
@patch.object(AuditLogger, "rotate")
@patch.object(AuditLogger, "info")
def test_desk(*doubles):
    provider = MagicMock()
    provider.chat = MagicMock()
    mock_chunk_2 = MagicMock()
    mock_chunk_2.choices = [MagicMock()]
    ecr_repo_2 = MagicMock()
    assert (provider, ecr_repo_2, doubles)
