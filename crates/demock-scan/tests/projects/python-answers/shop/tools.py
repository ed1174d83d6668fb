import subprocess

import requests

from shop.desk import Board


def latest(url):
    return requests.get(url)


def run(command):
    return subprocess.run(command)


class Basket:
    def total(self, rows):
        return sum(rows)


board = Board()
