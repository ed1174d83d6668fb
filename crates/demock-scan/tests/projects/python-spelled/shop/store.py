import subprocess

import redis

client = redis.Redis()

BACKEND = "shop.store.client"


class Orders:
    def total(self, rows):
        return sum(row.cents for row in rows)


def packed(path):
    subprocess.run(["tar", "-cf", path], check=True)
