from .session import engine


def open_it():
    return engine.connect()


def db_name():
    return "shop"
