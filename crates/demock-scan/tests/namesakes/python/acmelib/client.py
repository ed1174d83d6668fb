from acmelib.parser import Parser
from acmelib.wire import send


class AcmelibClient:
    def __init__(self, address):
        self.address = address
        self.parser = Parser()

    def names(self, text):
        rows = self.parser.parse(text)
        if not rows:
            raise ValueError("empty")
        return sorted(rows)

    def longest(self, text):
        return max(self.names(text), key=len)
