from redis import Redis, client
import redis.asyncio as aioredis

pool = aioredis.from_url("redis://localhost")
shared = Redis(host="cache")
default_ttl = 60


def cache_key(user):
    return f"u:{user}"
