"""Doubles made before any test runs, by code outside the tree, and in tests that fail."""

import dataclasses
import threading
from unittest.mock import Mock, patch

import lib_helper
import pytest
from lib_helper import from_plugin  # noqa: F401

BROAD = patch("target.other")  #! patch unittest.mock.patch | import,test_broad,test_broad_still_on
HELPED = lib_helper.make()


@dataclasses.dataclass
class Box:
    double: Mock = dataclasses.field(default_factory=Mock)


def pytest_generate_tests(metafunc):
    if "made" in metafunc.fixturenames:
        metafunc.parametrize("made", [Mock(a=1)], ids=["one"])  #! mock-object unittest.mock.Mock | collection,test_made[one]


def test_made(made):
    made()


def test_factory():
    Box()  #! mock-object unittest.mock.Mock | test_factory


def test_thread():
    worker = threading.Thread(target=lambda: Mock())  #! mock-object unittest.mock.Mock | test_thread
    worker.start()
    worker.join()


def test_foreign():
    lib_helper.make()


def test_foreign_fixture(from_plugin):
    pass


def test_failing():
    Mock()  #! mock-object unittest.mock.Mock | test_failing
    assert 0


@pytest.mark.skip
def test_skipped():
    pass


@pytest.mark.parametrize("text", ["short", "www.host.invalid/x", "x" * 90, "1795421929.01-a"])
def test_identifiers(text):
    pass


def test_broad():
    BROAD.start()


def test_broad_still_on():
    pass
