import httpx


class BillingClient:
    def charge(self):
        return httpx.post("http://billing:8080/charge")


class Greeter:
    def greet(self):
        return "hello"
