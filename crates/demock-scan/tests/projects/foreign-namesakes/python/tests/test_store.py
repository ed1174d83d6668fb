from unittest.mock import Mock, patch

import redis
import stripe
from app.queue import Line
from app.redis import Lines


def test_store():
    patch("redis.Redis.get").start()
    patch("app.store.redis").start()
    patch("app.store.Charge").start()
    patch("stripe.Charge.create").start()
    Mock(spec=redis.Redis)
    Mock(spec=Lines)
    patch("app.redis.lines.Lines.next").start()
    patch("app.queue.Line.next").start()
    assert stripe
