import unittest
from unittest import mock


class Base(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.bus = mock.Mock(name="bus")

    def make_queue(self):
        return mock.Mock(name="queue")


class Middle(Base):
    def make_cache(self):
        return mock.Mock(name="cache")


class Mixin:
    def setUp(self):
        super().setUp()
        self.mail = mock.Mock(name="mail")
