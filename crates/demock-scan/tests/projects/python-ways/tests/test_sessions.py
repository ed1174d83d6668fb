from unittest.mock import AsyncMock, MagicMock, patch

from celery.base import Celery
from shop import tools


def test_what_hands_over_a_session():
    session = AsyncMock()
    context = AsyncMock()
    context.__aenter__ = AsyncMock(return_value=session)
    context.__aexit__ = AsyncMock(return_value=False)
    factory = MagicMock()
    factory.return_value = context
    session.execute.assert_called_once()


def test_pools():
    patch("shop.pools.get_session_pool").start()


def test_programs(monkeypatch):
    monkeypatch.setattr(tools, "packed", lambda names: b"")
    monkeypatch.setattr(tools, "run_tar_command", lambda names: b"")
    monkeypatch.setattr(tools, "root_of", lambda path: "/")


def test_own_library():
    patch.object(Celery, "current_task").start()


def test_what_enters_itself():
    entered = MagicMock()
    entered.__aenter__ = AsyncMock(return_value=entered)
    with patch("httpx.AsyncClient", return_value=entered):
        pass
