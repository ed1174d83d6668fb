from tests.doubles import FakeGateway


def test_gateway():
    gateway = FakeGateway.failing()
    assert gateway.charge(3) is None
