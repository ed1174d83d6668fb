from openai import OpenAI


class Writer:
    def __init__(self, key):
        self._client = OpenAI(api_key=key)

    def write(self, text):
        return self._client.responses.create(model="small", input=text).output_text


class Counter:
    def count(self, items):
        return len(items)


writer = Writer("key")
counter: Counter = Counter()
