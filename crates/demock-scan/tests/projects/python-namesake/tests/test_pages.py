import pytest
import requests


@pytest.mark.vcr
def test_page():
    assert requests.get("https://example.org").ok
