class FakeGateway:
    def __init__(self):
        self.charged = []

    @classmethod
    def failing(cls):
        return cls()

    def charge(self, amount):
        self.charged.append(amount)
