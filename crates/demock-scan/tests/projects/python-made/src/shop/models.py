class Order:
    lines = []
