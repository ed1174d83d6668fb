class Order:
    lines = []


def describe(order):
    return order
