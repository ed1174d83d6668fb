from unittest.mock import MagicMock, Mock, patch

import redis
import sqlalchemy as sa

import shop.orders
from shop.clients.search import Ranker
from shop.db import Order
from shop.orders import OrderService


def test_names_that_a_module_imports():
    with patch("shop.orders.cache_client"):
        pass
    with patch("shop.orders.time.sleep"):
        pass
    with patch("shop.orders.uuid.uuid4"):
        pass
    with patch("shop.orders.subprocess.run"):
        pass
    with patch("shop.orders.os.environ"):
        pass
    with patch("shop.orders.os.path.exists"):
        pass
    with patch("shop.orders.Path.exists"):
        pass
    with patch("shop.orders.get_session"):
        pass
    with patch("shop.orders.shop.cache.client"):
        pass


def test_names_that_a_module_assigns():
    with patch("shop.orders.logger"):
        pass
    with patch("shop.orders.producer.send"):
        pass
    with patch("shop.orders.now"):
        pass
    with patch("shop.cache.pool"):
        pass
    with patch("shop.cache.shared.get"):
        pass
    with patch("shop.db.engine"):
        pass
    with patch("shop.clients.llm.llm.chat"):
        pass
    with patch("shop.orders.open"):
        pass


def test_own_things():
    with patch("shop.orders.requests"):
        pass
    with patch("shop.orders.timeout"):
        pass
    with patch("shop.cache.cache_key"):
        pass
    with patch("shop.cache.default_ttl"):
        pass
    with patch("shop.orders.price"):
        pass
    with patch.object(OrderService, "place"):
        pass
    with patch.object(Ranker, "rank"):
        pass
    with patch.object(shop.orders, "price"):
        pass
    with patch("shop.clients.search.SearchSession.get"):
        pass
    with patch.object(Order, "total"):
        pass
    with patch("shop.clients.llm.ask"):
        pass


def test_doubles():
    Mock(spec=OrderService)
    Mock(spec=Order)
    redis_client = MagicMock()
    session = Mock()
    order = MagicMock()
    service = OrderService(db=MagicMock(), queue_name=MagicMock())
    with patch("shop.orders.cache_client", new=Mock()):
        pass
    client = Mock()
    client.patch("/x")
    return redis_client, session, order, service


@patch("shop.orders.subprocess.check_output")
def test_answers(mock_check_output, mock_other):
    mock_check_output.return_value = Mock()
    mock_other.return_value = Mock()
    response = Mock()
    shop.orders.price = Mock()
    return response


class TestMade:
    def setUp(self):
        self.engine = sa.create_engine("postgresql://")
        self.service = OrderService()
        self.plain = make()

    def test_members_of_what_is_made(self):
        client = redis.Redis()
        other = client
        with patch.object(client, "get"):
            pass
        with patch.object(self.engine, "begin"):
            pass
        with patch.object(self.service, "place"):
            pass
        with patch.object(self.plain, "begin"):
            pass
        client.get = Mock()
        return other


def test_members(service):
    with patch.object(service, "place"):
        pass
    with patch.object(service.redis, "get"):
        pass
    with patch.object(service.session, "commit"):
        pass
    with patch.object(service.request.session, "pop"):
        pass
