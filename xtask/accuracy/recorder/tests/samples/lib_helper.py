"""A helper library outside the package's tree: what it makes is not the package's site."""

from unittest.mock import Mock, patch

import pytest


def make():
    return Mock()


def patcher():
    return patch("target.helper")


@pytest.fixture
def from_plugin():
    with patch("target.helper") as double:
        yield double
