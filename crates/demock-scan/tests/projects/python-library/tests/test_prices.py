from unittest.mock import Mock, patch


def test_prices():
    patch("openai.prices.per_word").start()
    patch("openai.per_word").start()
    patch("stripe.Charge").start()
    patch("shutil.which").start()
    patch("shutil.move").start()


def test_rows():
    mock_txn = Mock()
    mock_txn.fetch = Mock()
