import responses


def stub_route(path, body):
    responses.add(responses.GET, "https://api.example" + path, json=body)


def stub_login():
    responses.add(responses.GET, "https://api.example/login", json={})
