import dramatiq


@dramatiq.actor
def remind(key):
    return key
