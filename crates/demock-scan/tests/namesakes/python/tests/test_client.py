from unittest.mock import Mock

import acmelib
import acmelib.testing
from acmelib import AcmelibClient, Parser
from acmelib.testing import FakeParser, mock_parser, no_count, patch


def test_mocks():
    Mock(spec=AcmelibClient)
    Mock(spec=acmelib.Parser)
    Mock(spec=Parser)


def test_patches():
    with patch("acmelib.parser.Parser.parse"):
        assert AcmelibClient("a").names("a")
    with patch("acmelib.AcmelibClient.longest"):
        assert AcmelibClient("a").names("a")
    with patch("acmelib.parser.get_client"):
        assert AcmelibClient("a").names("a")
    with patch("acmelib.wire.send"):
        assert AcmelibClient("a").names("a")
    with patch("pika.BlockingConnection"):
        assert AcmelibClient("a").names("a")


def test_fixture(no_count):
    assert AcmelibClient("a").names("a")


def test_handed_out(mock_parser):
    assert AcmelibClient("a").names("a")


def test_double():
    client = AcmelibClient("a")
    client.parser = FakeParser()
    assert client.names("a") == []


def test_double_by_its_whole_name():
    client = AcmelibClient("a")
    client.parser = acmelib.testing.FakeParser()
    assert client.names("a") == []
