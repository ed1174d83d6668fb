def join(first, second):
    parts = [first, second]
    return "/".join(parts)
