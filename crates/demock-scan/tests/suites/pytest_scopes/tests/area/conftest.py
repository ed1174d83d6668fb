import pytest
from testing import clocks


@pytest.fixture
def fixed_clock(mocker):
    return lambda: clocks.replace_clock(mocker)
