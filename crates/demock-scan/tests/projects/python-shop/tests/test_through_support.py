from tests.support import MagicMock, deep, patch
from tests.support import plain
from .support import patch as replace


def test_handed_on():
    with patch("shop.orders.time"):
        pass
    MagicMock()
    deep.mock.patch("shop.cache.shared")
    with replace("shop.db.engine"):
        pass


def test_not_a_double():
    plain.patch("shop.orders.time")
