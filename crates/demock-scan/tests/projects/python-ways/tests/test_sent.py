from unittest.mock import Mock

import requests


def test_what_goes_out():
    request = Mock()
    requests.Session().send(request)


def test_what_is_named_behind():
    start_mock = Mock()
    mock = Mock()
