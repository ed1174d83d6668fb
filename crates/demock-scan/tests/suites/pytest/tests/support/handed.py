from unittest import mock

import pytest


@pytest.fixture
def handed_on():
    return mock.Mock(name="handed on")


@pytest.fixture
def not_asked_for():
    return mock.Mock(name="not asked for")
