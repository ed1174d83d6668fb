import redis


class Store:
    def __init__(self, client):
        self.client = client

    def get(self, key):
        return self.client.get(key)
