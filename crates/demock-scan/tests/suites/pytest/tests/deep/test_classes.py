from unittest import mock

from tests.support.base import Base, Middle, Mixin


class TestBase(Base):
    def test_bus(self):
        assert self.bus

    def test_queue(self):
        assert self.make_queue()


class TestMiddle(Mixin, Middle):
    def test_cache(self):
        assert self.make_cache()

    def test_mail(self):
        self.helper()

    def helper(self):
        return mock.Mock(name="own")


def test_outside():
    assert 1
