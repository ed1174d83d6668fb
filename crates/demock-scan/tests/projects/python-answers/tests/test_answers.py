from unittest import mock
from unittest.mock import AsyncMock, MagicMock, Mock, patch

from shop import tools


def test_as():
    with patch("httpx.AsyncClient") as mock_class:
        thing = MagicMock()
        mock_class.return_value = thing
        entered = mock_class.return_value.__aenter__.return_value
        entered.post = AsyncMock()
        mock_class.return_value.get = AsyncMock(return_value=Mock())
    with patch.object(tools, "Basket") as basket_class:
        basket_class.return_value = Mock()


@mock.patch("sys.argv", ["shop"])
@patch("subprocess.run")
@patch.dict("os.environ", {})
@patch.object(
    tools,
    "Basket",
)
def test_parameters(made, mock_started, tmp_path):
    mock_started.side_effect = [MagicMock(code=0), MagicMock(code=1)]
    other = Mock()
    made.return_value = other
    tmp_path.thing = Mock()


class TestMethods:
    @patch("redis.from_url")
    async def test_method(self, opened: MagicMock):
        opened.return_value = Mock()


def test_model():
    mock_response = Mock()
    mock_response.choices = [Mock(message=Mock())]
    mock_reply_response = Mock()
    mock_reply_response.status = 200


def test_programs():
    worker = tools.started()
    worker.process.kill = Mock()
    mock_git = Mock()
    mock_git.clone_repository = Mock()


@patch("faiss.read_index")
@patch("aiodns.DNSResolver")
@patch("twisted.web.client.Agent")
def test_libraries(agent, resolver, index):
    pass


def test_own_clients():
    with patch.object(tools, "Rates") as rates_class:
        rates_class.return_value.latest = Mock()
        rates_class.return_value.cents = Mock()
