from unittest import mock

import pytest


@pytest.fixture
def store(store):
    return mock.Mock(wraps=store)
