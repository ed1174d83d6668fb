from unittest.mock import AsyncMock, Mock, patch


def test_tracked():
    with patch("shop.tracking.posthog"), patch("shop.tracking.intercom"):
        pass


def test_tracked_only():
    with patch("shop.tracking.intercom"):
        pass


def test_asked():
    mock_billing_client = Mock()
    mock_billing_client.invoices.pay = Mock()
    mock_desk = Mock()
    mock_desk.invoices.pay = Mock()
    mock_sio = AsyncMock()
    mock_file_store = Mock()
    return mock_billing_client, mock_desk, mock_sio, mock_file_store


@patch("a2a.types.Message")
@patch("a2a.client.A2AClient")
def test_agents(client, message):
    pass
