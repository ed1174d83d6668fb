import requests


class Desk:
    def weather(self):
        return requests.get("https://weather.example.org").text

    def sum(self):
        return sum(self.drawer.coins)

    def names(self):
        return sorted(self.drawer.names)

    def first(self):
        return self.names()[0]
