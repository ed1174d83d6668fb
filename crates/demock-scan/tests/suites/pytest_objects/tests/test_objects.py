import os
import socket

from tests.conftest import Prepared


class TestObjects:
    def test_called(self):
        self.patcher("os.getcwd")
        assert os.getcwd()

    def test_method(self):
        self.patcher.set_host()
        assert socket.gethostname() == "host"

    def test_nothing(self):
        assert os.getcwd() != ""

    def test_of_another_name(self):
        assert self.other() == 1

    def other(self):
        return 1


def test_asked_for(patcher):
    patcher("os.getlogin")
    assert os.getlogin()


def test_plain():
    assert os.sep


def test_prepared():
    prepared = Prepared()
    assert prepared.first


def test_later():
    assert Prepared().later()
