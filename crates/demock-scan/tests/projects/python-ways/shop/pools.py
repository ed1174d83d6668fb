from mcp import ClientSession


class SessionPool:
    def __init__(self):
        self.sessions = {}

    def take(self, name):
        return self.sessions.pop(name, None)

    def give(self, name, session: ClientSession):
        self.sessions[name] = session


_pool = SessionPool()


def get_session_pool() -> "SessionPool | None":
    return _pool
