from unittest import mock

from tests.support import cases
from tests.support.cases import Contract


class TestPlain(Contract):
    def make(self):
        return 1


class TestOwn(Contract):
    def setup_method(self):
        self.double = mock.Mock(return_value=1)

    def make(self):
        return self.double()


class TestStore(cases.StoreCase):
    def test_replaced(self):
        self.assertEqual(1 + 1, 2)


class TestDeeper(TestPlain, TestStore):
    def test_more(self):
        assert self.make() == 1
