from unittest import mock

import pytest
from tests.support.handed import handed_on, not_asked_for
from tests.support.many import *

pytest_plugins = ["tests.support.plugin"]


@pytest.fixture(autouse=True)
def clock():
    with mock.patch("time.monotonic"):
        yield


@pytest.fixture
def connection():
    return mock.Mock()


@pytest.fixture
def store(connection):
    return connection
