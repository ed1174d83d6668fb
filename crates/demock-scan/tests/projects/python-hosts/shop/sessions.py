import redis


class SessionStore:
    def __init__(self):
        self._redis = redis.Redis()

    def read(self, key):
        return self._redis.get(key)


class OrderStore:
    def add(self, order):
        self.orders.append(order)
