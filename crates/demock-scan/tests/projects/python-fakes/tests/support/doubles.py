import redis


class RecordingClient(redis.Redis):
    """Stands in for the cache."""

    def __init__(self):
        self.calls = []

    def get(self, key):
        self.calls.append(key)
        return None

    def set(self, key, value):
        self.calls.append((key, value))


class Basket:
    def __init__(self, items):
        self.items = items

    def total(self):
        return sum(item.price * item.count for item in self.items)


def make_fake_client():
    return RecordingClient()
