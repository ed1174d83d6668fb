import redis
from stripe import Charge


def get(name):
    return redis.Redis().get(name)
