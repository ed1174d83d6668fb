from tests.routes import stub_login, stub_route


def test_users():
    stub_route("/users", [])
    stub_login()
    assert True
