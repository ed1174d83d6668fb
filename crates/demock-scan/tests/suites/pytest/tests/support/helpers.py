import functools
from unittest import mock


def make_client():
    return _client()


def _client():
    return mock.Mock(name="client")


def unused():
    return mock.Mock(name="unused")


def patched(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        with mock.patch("os.getpid"):
            return function(*args, **kwargs)

    return wrapper


class FakeStore:
    def __init__(self):
        self.inner = mock.Mock(name="inner")

    def get(self, key):
        return self.inner.get(key)
