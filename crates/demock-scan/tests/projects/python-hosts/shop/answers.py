import httpx

ADDRESS = "https://api.anthropic.com/v1/messages"


class Answers:
    """See https://docs.anthropic.com/en/api/messages."""

    def ask(self, text):
        return httpx.post(ADDRESS, json={"messages": [text]}).json()


def ask_all(texts):
    return [Answers().ask(text) for text in texts]
