import logging
import os
import subprocess
import time
import uuid
from datetime import datetime
from pathlib import Path

import shop.cache
from kafka import KafkaProducer
from shop import cache_client
from shop.db import Order, get_session

logger = logging.getLogger(__name__)
requests = []
timeout = 5
producer = KafkaProducer()
now = datetime.now


class OrderService:
    def place(self):
        with open("x") as f:
            return f


def price(order):
    return 1


CONFIG_FILE = "shop.toml"


def get_queue():
    return []
