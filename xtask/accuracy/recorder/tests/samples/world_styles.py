"""Fake clocks, fake services and hand-made stubs."""

import datetime
import os
import unittest

import boto3
import fakeredis
import freezegun
import pretend
import pytest
import time_machine
from freezegun import freeze_time
from moto import mock_aws
from pyfakefs import fake_filesystem_unittest
from pyfakefs.fake_filesystem_unittest import Patcher, patchfs

DAY = datetime.date(2020, 1, 2)


@freeze_time("2020-01-02")  #! clock freezegun.freeze_time | import,test_frozen
def test_frozen():
    assert datetime.date.today() == DAY


@freezegun.freeze_time(  #! clock freezegun.freeze_time | import,TestFrozen::test_method
    "2020-01-02"
)
class TestFrozen(unittest.TestCase):
    def test_method(self):
        assert datetime.date.today() == DAY


def test_frozen_context():
    with freeze_time("2020-01-02") as clock:  #! clock freezegun.freeze_time | test_frozen_context
        clock.tick()


@time_machine.travel("2020-01-02")  #! clock time_machine.travel | import,test_travel
def test_travel():
    assert datetime.date.today() == DAY


def test_travel_started():
    machine = time_machine.travel(0)  #! clock time_machine.travel | test_travel_started
    machine.start()
    machine.stop()


@pytest.fixture
def redis():
    return fakeredis.FakeRedis()  #! fake-service fakeredis.FakeRedis | test_redis


def test_redis(redis):
    redis.set("a", 1)
    assert redis.get("a") == b"1"


@mock_aws  #! fake-service moto.mock_aws | import,test_aws
def test_aws():
    client = boto3.client("s3", region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="y")
    assert client.list_buckets()["Buckets"] == []


def test_aws_context():
    with mock_aws():  #! fake-service moto.mock_aws | test_aws_context
        pass


class TestFiles(fake_filesystem_unittest.TestCase):
    def setUp(self):
        self.setUpPyfakefs()  #! fake-service pyfakefs.Patcher | TestFiles::test_method

    def test_method(self):
        self.fs.create_file("/made-up")
        assert os.path.exists("/made-up")


class TestPatchfs(unittest.TestCase):
    @patchfs  #! fake-service pyfakefs.patchfs | import,TestPatchfs::test_method
    def test_method(self, fake_fs):
        fake_fs.create_file("/made-up")


def test_patcher():
    with Patcher():  #! fake-service pyfakefs.Patcher | test_patcher
        pass


def test_files_fixture(fs):
    pass


def test_pretend():
    stub = pretend.stub(  #! mock-object pretend.stub | test_pretend
        name="x"
    )
    assert stub.name == "x"
