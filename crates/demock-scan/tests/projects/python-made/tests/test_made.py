from unittest.mock import patch


@patch("shop.orders.open_orders")
@patch("shop.orders.priced")
@patch("shop.stamp_store.stamp_keeper")
@patch("shop.threads.in_background")
@patch("shop.tasks.consume.s")
@patch("shop.models.describe.s")
def test_made(described, consume, in_background, keeper, priced, open_orders):
    assert open_orders


def test_rows(mocker):
    queryset = mocker.MagicMock()
    assert queryset
