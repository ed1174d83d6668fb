import datetime
from unittest import mock

import pytest
from freezegun import freeze_time

with freeze_time("2020-02-02"):
    TODAY = datetime.date.today()


def test_today():
    assert TODAY.year == 2020


@freeze_time("2020-02-03")
def test_frozen():
    assert TODAY < datetime.date.today()


def test_overridden(mocker):
    assert mocker.call


@pytest.mark.parametrize(("user", "length"), [pytest.param("ann", 3, id="a)"), ("bo", 2)], indirect=["user"])
def test_indirect(user, length):
    assert length > 0


@pytest.mark.parametrize("host", [str("a"), str("b")])
def test_given(host):
    assert host in "ab"


class test_Lower:
    def setup_method(self):
        self.double = mock.Mock()

    def test_double(self):
        assert self.double.name


class Helper:
    def test_nothing(self):
        mock.Mock()
