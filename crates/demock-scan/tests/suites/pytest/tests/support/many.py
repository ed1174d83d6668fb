from unittest import mock

import pytest


@pytest.fixture
def one_of_many():
    return mock.Mock(name="one of many")
