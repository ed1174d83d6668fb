import faiss


def load(path):
    return faiss.read_index(path)
