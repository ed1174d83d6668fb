from app.store import Store
from tests.support import RecordingClient
from tests.support.doubles import Basket, make_fake_client


def test_reads():
    client = RecordingClient()
    assert Store(client).get("a") is None
    assert client.calls == ["a"]


def test_made_by_a_helper():
    assert Store(make_fake_client()).get("a") is None


def test_totals():
    assert Basket([]).total() == 0
