import pytest
from tests.support import helpers
from tests.support.helpers import FakeStore, make_client as client_of, patched


def test_above(store):
    assert store


def test_helper():
    assert client_of()


def test_helper_of_module():
    assert helpers.make_client()


def test_class():
    assert FakeStore().get("a")


@patched
def test_decorated():
    assert True is not False


@pytest.mark.usefixtures("connection")
class TestMarked:
    def test_in_class(self):
        assert 1


@pytest.mark.parametrize("connection", [1, 2])
def test_parametrized(connection):
    assert connection
