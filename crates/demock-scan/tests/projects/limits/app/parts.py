def one(text):
    return text.strip()


def two(text):
    return text.upper()


def three(text):
    return text[1:]


def four(text):
    return text[:-1]
