from redis import Redis


class Desk:
    def __init__(self, cache: Redis, label=","):
        self.cache = cache
        self.label = label

    def close(self, job, *, at=None):
        return job(at)

    def print_all(self, rates: "dict[str, float]" = {}, mailer=None):  # one, two
        return [mailer(rate) for rate in rates]


def weigh(
    basket,  # whatever is bought
    redis_client=None,
):
    return sum(basket), redis_client
