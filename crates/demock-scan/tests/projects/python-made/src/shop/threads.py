from concurrent.futures import ThreadPoolExecutor

POOL = 4


def in_background(work):
    with ThreadPoolExecutor(POOL) as pool:
        return pool.submit(work)
