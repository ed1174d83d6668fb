def test_nothing():
    assert 1 + 1 == 2


def test_overridden(store):
    assert store


def test_handed_on(handed_on):
    assert handed_on


def test_wildcard(one_of_many):
    assert one_of_many


def test_plugin(of_plugin):
    assert of_plugin
