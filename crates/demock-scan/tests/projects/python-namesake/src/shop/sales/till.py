import requests


class Till:
    def count(self):
        return sum(self.coins)


def rates():
    return requests.get("https://rates.example.org").json()
