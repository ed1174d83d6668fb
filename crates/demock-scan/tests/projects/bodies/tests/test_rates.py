from unittest.mock import Mock, patch

from app.rates import Invoices, Notifier, total


@patch("app.rates.fetch_rates")
@patch("app.rates.today")
@patch("app.rates.signed")
@patch("app.rates.total")
@patch("app.rates.Notifier")
@patch("app.rates.Invoices")
@patch.object(Notifier, "send")
@patch.object(Notifier, "label")
@patch.object(Invoices, "send")
@patch("app.desk.euro_of")
@patch("app.desk.greeting")
def test_rates(*doubles):
    callback = Mock()
    total([], callback)
    callback.assert_called_once()
