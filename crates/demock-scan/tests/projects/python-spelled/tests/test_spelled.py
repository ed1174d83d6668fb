from unittest.mock import MagicMock, Mock, patch

from shop import store
from shop.store import Orders
from tests.names import DOTTED, ORDERS, STORE

MODULE = "shop.store"
PREFIX: str = "shop.store."  # with its dot


@patch(f"{MODULE}.client")
@patch(MODULE + ".client")
@patch(f"{PREFIX}packed")
@patch(PREFIX + "subprocess.run")
def test_own_constants(run, packed, joined, filled):
    filled.get.return_value = Mock()


def test_constants_of_others():
    patch(f"{STORE}.client").start()
    patch(f"{ORDERS}.total").start()
    patch(DOTTED + "packed").start()


def test_names_of_modules():
    with patch(f"{store.__name__}.client") as one:
        one.get = MagicMock()
    patch(f"{Orders.__module__}.packed").start()


def test_what_is_not_known(name):
    patch(f"{name}.client").start()
    patch(f"{ORDERS}.{name}").start()
    patch("shop.store.BACKEND", "tests").start()


def test_what_libraries_define():
    patch("shop.rest.pages.upload_part").start()
    patch("shop.rest.pages.pages_of").start()


CLIENT = "shop.store.client"


def test_whole_names():
    patch(CLIENT).start()
    patch(ORDERS).start()
    patch("tests.names.ORDERS", "x").start()
