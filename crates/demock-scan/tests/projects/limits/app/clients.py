import redis


def redis_client():
    """Whoever asks gets the same one."""
    return _CLIENTS.setdefault("one", redis)


_CLIENTS = {}
