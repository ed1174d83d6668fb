from .cache import client as cache_client
