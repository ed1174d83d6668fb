from unittest import mock

from auth.billing import BillingClient, Greeter
from auth import billing_pb2_grpc


def test_other_services():
    mock.Mock(spec=BillingClient)
    mock.Mock(spec=Greeter)
    mock.patch.object(billing_pb2_grpc, "BillingStub")
    mock.patch("auth.billing.httpx.post")
    mock.patch("auth.billing.BillingClient.charge")
