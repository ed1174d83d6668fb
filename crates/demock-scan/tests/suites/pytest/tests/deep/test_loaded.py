from tests.support.loaded_helper import plain


def test_loaded():
    assert plain() == 1
