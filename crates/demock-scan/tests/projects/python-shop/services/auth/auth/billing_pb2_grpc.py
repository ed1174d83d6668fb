class BillingStub:
    pass
