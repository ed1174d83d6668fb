from unittest.mock import Mock

from shop.desk import Desk


def test_desk():
    desk = Desk()
    desk.datastore.client = Mock()
    desk.client = Mock()
    desk.drawer.client = Mock()
