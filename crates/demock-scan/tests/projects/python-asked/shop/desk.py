import json

import click
import requests
from llama_index.core.vector_stores.types import BasePydanticVectorStore

WORKER = "http://localhost:4100"


class Rows(BasePydanticVectorStore):
    def add(self, nodes):
        self.nodes = list(nodes)
        return [node.id for node in self.nodes]


def ask_worker(order):
    answer = requests.get(f"{WORKER}/orders/{order}")
    answer.raise_for_status()
    return answer.json()


def show(order):
    click.echo(json.dumps(order))
