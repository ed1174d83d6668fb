"""unittest.mock in all its forms.  A line's `#!` comment says what the recorder must write for it."""

import copy
import functools
import os
import unittest
from unittest import mock
from unittest.mock import AsyncMock, MagicMock, Mock, create_autospec, mock_open, patch

import pytest
from target import Thing, helper

SHARED = Mock()  #! mock-object unittest.mock.Mock | import,test_shared_one,test_shared_two
ENVIRONMENT = patch.dict(os.environ, {"A": "1"})  #! env unittest.mock.patch.dict | import,test_environment,TestClass::test_one

STORED = patch.dict("target.TABLE", a=1)  #! patch unittest.mock.patch.dict | import,TestStored::test_method


class Special(MagicMock):
    pass


class Tree(MagicMock):
    def _get_child_mock(self, **kwargs):
        return AsyncMock(**kwargs)


@patch("target.helper")  #! patch unittest.mock.patch | import,test_decorated
@mock.patch.object(  #! patch unittest.mock.patch.object | import,test_decorated
    Thing,
    "method",
)
def test_decorated(method, patched):
    assert helper() == 1
    assert Thing().method() is method.return_value


@pytest.mark.parametrize("value", [1, 2])
@patch("target.helper", lambda: 3)  #! patch unittest.mock.patch | import,test_parameters[1],test_parameters[2]
def test_parameters(value):
    pass


@ENVIRONMENT
def test_environment():
    assert os.environ["A"] == "1"


@patch.object(Thing, "method")  #! patch unittest.mock.patch.object | import,TestClass::test_one,TestClass::test_two
@patch.dict("target.TABLE", {"a": 1})  #! patch unittest.mock.patch.dict | import,TestClass::test_one,TestClass::test_two
class TestClass(unittest.TestCase):
    def setUp(self):
        self.started = patch.multiple("target", helper=mock.DEFAULT, other=mock.DEFAULT)  #! patch unittest.mock.patch.multiple | TestClass::test_one,TestClass::test_two
        self.started.start()
        self.addCleanup(self.started.stop)

    @ENVIRONMENT
    def test_one(self, method):
        pass

    def test_two(self, method):
        method.return_value = 4
        method.side_effect = [1, 2]


@STORED
class TestStored(unittest.TestCase):
    def test_method(self):
        pass


def test_context():
    with (
        patch("target.helper") as first,  #! patch unittest.mock.patch | test_context
        patch(  #! patch unittest.mock.patch | test_context
            "target.other",
            new=MagicMock(),  #! mock-object unittest.mock.MagicMock | test_context
        ) as second,
    ):
        first.return_value.child.grandchild(1)
        second.a.b.c()


def test_spy():
    with patch.object(Thing, "method", wraps=Thing.method):  #! spy unittest.mock.patch.object | test_spy
        Thing.method(Thing())


def test_objects():
    plain = Mock(spec=Thing)  #! mock-object unittest.mock.Mock | test_objects
    plain.method.return_value = Special(  #! mock-object unittest.mock.MagicMock subclass | test_objects
        name="x",
    )
    plain.method().deep.deeper()
    create_autospec(Thing).method(1)  #! mock-object unittest.mock.create_autospec | test_objects
    handle = mock_open(read_data="x")  #! mock-object unittest.mock.mock_open | test_objects
    handle().read()
    tree = Tree()  #! mock-object unittest.mock.MagicMock subclass | test_objects
    tree.child.other
    copy.deepcopy(plain)
    type(plain).value = mock.PropertyMock(return_value=3)  #! mock-object unittest.mock.PropertyMock | test_objects
    assert plain.value == 3


def test_side_effect_makes_one():
    outer = Mock(  #! mock-object unittest.mock.Mock | test_side_effect_makes_one
        side_effect=lambda: mock.NonCallableMock(),  #! mock-object unittest.mock.NonCallableMock | test_side_effect_makes_one
    )
    outer()


def test_names_that_the_recorder_uses_too():
    double = Mock(token=1, frame=2, call=3, kind=4)  #! mock-object unittest.mock.Mock | test_names_that_the_recorder_uses_too
    assert (double.token, double.frame, double.call, double.kind) == (1, 2, 3, 4)


def test_partial():
    functools.partial(AsyncMock, name="x")()  #! mock-object unittest.mock.AsyncMock | test_partial


def test_shared_one():
    SHARED.child(1)


def test_shared_two():
    assert SHARED.other


def test_none():
    assert mock.ANY == 1 and mock.sentinel.x and mock.call(1)
