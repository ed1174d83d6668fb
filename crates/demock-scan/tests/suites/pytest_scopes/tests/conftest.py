import pytest


@pytest.fixture
def mocker(mocker):
    mocker.patch("os.getcwd")
    return mocker


@pytest.fixture
def user(request, monkeypatch):
    monkeypatch.setattr("getpass.getuser", lambda: request.param)


@pytest.fixture
def host(monkeypatch):
    monkeypatch.setattr("socket.gethostname", lambda: "host")
