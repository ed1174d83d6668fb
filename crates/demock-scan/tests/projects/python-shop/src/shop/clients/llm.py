import openai
from openai import AsyncOpenAI

llm = AsyncOpenAI()


def ask(prompt):
    return openai.chat.completions.create(prompt)
