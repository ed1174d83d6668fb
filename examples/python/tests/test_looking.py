from shop.looking import KEPT_FOR_SECONDS


def test_looks_are_counted(looking):
    for customer, sku in [("ann", "TEA-1"), ("bob", "TEA-1"), ("ann", "CUP-1")]:
        looking.look(customer, sku)
    assert looking.favourites(2) == [("TEA-1", 2), ("CUP-1", 1)]
    assert looking.favourites(1) == [("TEA-1", 2)]


def test_the_last_three_are_remembered_each_once(looking):
    for sku in ["A", "B", "C", "A", "D"]:
        looking.look("ann", sku)
    assert looking.recent("ann") == ["D", "A", "C"]
    assert looking.recent("bob") == []


def test_everything_is_forgotten_after_a_day(looking):
    looking.look("ann", "TEA-1")
    for key in ["looks", "recent:ann"]:
        assert KEPT_FOR_SECONDS - 60 < looking.redis.ttl(key) <= KEPT_FOR_SECONDS


def test_it_is_the_redis_of_the_compose_file(looking):
    assert looking.redis.info("server")["redis_version"].split(".")[0] == "7"
