"""What the samples replace."""

TABLE = {}


class Thing:
    def method(self, *args):
        return 1


def helper():
    return 1


def other():
    return 2
