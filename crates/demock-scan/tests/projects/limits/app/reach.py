from datetime import datetime
from typing import Optional

import redis
import requests

from app.clients import redis_client
from app.conf import job_queue
from app.parts import four, one, three, two


class Desk:
    session: Optional[requests.Session] = None

    def go(self, path):
        return self.session.get(path)

    def label(self):
        return "desk"


class Kiosk(Desk):
    def width(self):
        return 3


class Wide:
    def of_0(self):
        return requests.get("/0")

    def of_1(self):
        return requests.get("/1")

    def of_2(self):
        return requests.get("/2")

    def of_3(self):
        return requests.get("/3")

    def of_4(self):
        return requests.get("/4")

    def of_5(self):
        return requests.get("/5")

    def of_6(self):
        return requests.get("/6")

    def of_7(self):
        return requests.get("/7")

    def of_8(self):
        return requests.get("/8")

    def of_9(self):
        return requests.get("/9")

    def of_10(self):
        return requests.get("/10")

    def of_11(self):
        return requests.get("/11")

    def of_12(self):
        return requests.get("/12")

    def of_13(self):
        return requests.get("/13")

    def of_14(self):
        return requests.get("/14")

    def of_15(self):
        return requests.get("/15")

    def of_16(self):
        return requests.get("/16")

    def of_17(self):
        return requests.get("/17")

    def of_18(self):
        return requests.get("/18")

    def of_19(self):
        return requests.get("/19")

    def of_20(self):
        return requests.get("/20")

    def of_21(self):
        return requests.get("/21")

    def of_22(self):
        return requests.get("/22")

    def of_23(self):
        return requests.get("/23")

    def of_24(self):
        return requests.get("/24")


class Shelf:
    def get(self, key):
        return redis_client().get(key)


class Pantry:
    def get(self, key):
        return redis.Redis().get(key)

    def label(self, key):
        return key.title()


def shelf(key):
    return redis_client().get(key)


def fetch(path):
    return requests.get(path)


def waiting():
    return job_queue.copy()


def imported(path):
    from requests import get

    return get(path).text


def library():
    return requests


def kinds():
    found = [requests, 1]
    return found


def chosen():
    return fetch


def failure():
    return requests.ConnectTimeout("late")


def stamped(text):
    now = datetime.now()
    return [
        text,
        now,
        1,
        2,
        3,
        4,
        5,
    ]


def parted(text):
    return one(text), two(text), datetime.now()


def stored(key):
    value = redis.Redis().get(key)
    return [
        value,
        1,
        2,
        3,
        4,
        5,
        6,
    ]


def long(path):
    answer = requests.get(path)
    return [
        answer,
        0,
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        10,
        11,
        12,
        13,
        14,
        15,
        16,
        17,
        18,
        19,
        20,
        21,
        22,
        23,
    ]


def commented(path):
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    # Nothing is done here.
    return requests.get(path)


def wordy(path):
    # word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word word 
    return requests.get(path)


def followed(path):
    return [
        fetch(path),
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        10,
    ]


def busy(path):
    return fetch(one(two(three(four(path)))))
