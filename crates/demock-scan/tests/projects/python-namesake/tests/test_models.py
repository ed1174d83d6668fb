import pytest
from openai import OpenAI


@pytest.mark.vcr
def test_answers():
    assert OpenAI().models.list()
