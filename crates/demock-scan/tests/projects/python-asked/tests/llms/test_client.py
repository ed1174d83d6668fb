from unittest.mock import patch


@patch("requests.post")
def test_ask(post):
    post.return_value.status_code = 200
    assert post.return_value.status_code == 200
