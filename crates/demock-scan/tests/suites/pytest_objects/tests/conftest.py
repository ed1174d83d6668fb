from unittest import mock

import pytest


class Patcher:
    def __init__(self, monkeypatch):
        self.monkeypatch = monkeypatch

    def __call__(self, name):
        self.monkeypatch.setattr(name, self.stand_in())

    def stand_in(self):
        return mock.Mock()

    def set_host(self):
        self.monkeypatch.setattr("socket.gethostname", lambda: "host")


class Prepared:
    def __init__(self):
        self.first = mock.Mock()

    def later(self):
        return mock.Mock()


@pytest.fixture
def patcher(monkeypatch):
    return Patcher(monkeypatch)


@pytest.fixture(autouse=True)
def every_test_has_patcher(request, patcher):
    if request.instance:
        request.instance.patcher = patcher
