def per_word(words):
    return words * 3
