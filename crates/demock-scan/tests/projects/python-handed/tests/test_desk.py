import json
from unittest.mock import MagicMock, Mock, patch

from id import detect_credential

from shop.desk import Desk, weigh


def test_by_place():
    Desk(Mock(), "a").close(Mock())
    desk = Desk(None)
    desk.close(MagicMock())
    desk.print_all({}, MagicMock())
    weigh(
        [1, 2],
        Mock(),
    )
    weigh(Mock())


def test_of_nothing_known(given):
    given.close(Mock())
    json.dumps(Mock())
    Desk(None).unknown(Mock())
    weigh([], None, Mock())


def test_of_who_may_publish():
    with patch("tests.test_desk.detect_credential"):
        assert detect_credential
