from unittest.mock import patch

import requests


def test_till():
    patch("shop.sales.Till.count").start()
    patch("shop.sales.rates").start()
    patch("shop.shop.Shop.open").start()
    app = "shop.sales.till"
    patch(f"{app}.requests").start()
    patch(f"{app}.Till.count").start()
