from openai.prices import per_word
