from unittest.mock import patch


@patch("shop.orders.open_orders")
@patch("shop.orders.priced")
@patch("shop.stamp_store.stamp_keeper")
@patch("shop.threads.in_background")
def test_made(in_background, keeper, priced, open_orders):
    assert open_orders
