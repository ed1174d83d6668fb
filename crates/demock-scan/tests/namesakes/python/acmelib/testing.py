from unittest.mock import Mock, patch

import pytest


class FakeParser:
    """Stands in for the parser."""

    def parse(self, text):
        self.asked = text
        return []


@pytest.fixture
def no_count(monkeypatch):
    monkeypatch.setattr("acmelib.parser.Parser.count", lambda self, text: 0)


@pytest.fixture
def mock_parser():
    return Mock()
