import unittest
from unittest import mock


class Contract:
    def make(self):
        raise NotImplementedError

    def test_value(self):
        assert self.make() == 1

    def test_double(self):
        double = mock.Mock(return_value=2)
        assert double() == 2


class StoreCase(unittest.TestCase):
    def setUp(self):
        self.store = mock.Mock()

    def test_store(self):
        self.assertTrue(self.store.get)

    def test_replaced(self):
        self.assertTrue(mock.Mock().put)
