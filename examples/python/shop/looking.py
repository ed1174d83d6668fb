"""What customers look at: counted in Redis, and forgotten after a day."""

from redis import Redis

KEPT_FOR_SECONDS = 24 * 60 * 60
RECENT_MAX = 3


class Looking:
    """Counts looks, and knows what each customer has looked at last."""

    def __init__(self, redis: Redis) -> None:
        self.redis = redis

    def look(self, customer: str, sku: str) -> None:
        """Both are written, or neither."""
        recent = f"recent:{customer}"
        with self.redis.pipeline(transaction=True) as pipe:
            pipe.zincrby("looks", 1, sku)
            pipe.expire("looks", KEPT_FOR_SECONDS)
            pipe.lrem(recent, 0, sku)
            pipe.lpush(recent, sku)
            pipe.ltrim(recent, 0, RECENT_MAX - 1)
            pipe.expire(recent, KEPT_FOR_SECONDS)
            pipe.execute()

    def recent(self, customer: str) -> list[str]:
        """The newest first."""
        return self.redis.lrange(f"recent:{customer}", 0, -1)

    def favourites(self, count: int) -> list[tuple[str, int]]:
        """What was looked at most."""
        return [(sku, int(looks)) for sku, looks in self.redis.zrevrange("looks", 0, count - 1, withscores=True)]
