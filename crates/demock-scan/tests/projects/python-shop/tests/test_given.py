import sys
from unittest.mock import AsyncMock, MagicMock, Mock, patch

import requests

import shop.clients.search
from shop.clients.search import Ranker


def make_ranker():
    return Mock()


def test_names(monkeypatch):
    ranker = Mock()
    callback = Mock()
    token = Mock()
    request = Mock()
    ranker.session = Mock()
    session = MagicMock()
    repository = Mock()
    monkeypatch.setitem(sys.modules, "redis", Mock())
    with patch.dict(sys.modules, {"kafka": Mock()}):
        pass
    Mock(spec=["get"])
    return requests, ranker, callback, token, request, session, repository


def test_uses():
    store = Mock()
    store.load = Mock()
    with patch("shop.orders.cache_client", return_value=store):
        pass
    inner = AsyncMock()
    pool = AsyncMock(return_value=inner)
    pool.execute()
    with patch("unlisted.client.Thing"):
        pass
    with patch("shop.orders.get_queue"):
        pass
    with patch("shop.orders.CONFIG_FILE"):
        pass
    with patch("shop.db.utils.open_it"):
        pass
    with patch("shop.db.utils.db_name"):
        pass
