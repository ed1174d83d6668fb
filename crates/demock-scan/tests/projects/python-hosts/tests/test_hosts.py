from unittest.mock import Mock, patch

from shop import models, programs
from shop.sessions import OrderStore, SessionStore


@patch("shop.models.writer")
@patch("shop.models.counter")
@patch("shop.answers.Answers")
@patch("shop.answers.ask_all")
@patch("shop.rates.rates")
@patch("shop.programs.Executor")
@patch("shop.programs.Planner")
@patch("shop.programs.has_engine")
def test_ways(*doubles, monkeypatch):
    monkeypatch.setattr(models.writer, "write", lambda text: text)
    monkeypatch.setattr(programs, "Executor", None)
    assert Mock(spec=SessionStore)
    assert Mock(spec=OrderStore)
