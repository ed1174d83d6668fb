from unittest import mock

import pytest


@pytest.fixture
def of_plugin():
    return mock.Mock(name="of the plugin")


@pytest.fixture(autouse=True)
def plugged():
    with mock.patch("time.perf_counter"):
        yield
