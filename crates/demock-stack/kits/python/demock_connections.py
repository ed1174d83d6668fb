"""Connections that outlive tests, where contents begin anew behind them: which recover, and which must not be ended.

When contents are exchanged, the server ends all connections to them. What SQLAlchemy, Django and pools of psycopg hold makes new ones,
as they do where a server was restarted; for a connection that a wider fixture or a module holds in its hands, nobody does, and so
contents stay. Drivers are watched from the time when they are loaded, and no sooner than a test run begins.
"""

import functools
import sys
import weakref

# Whoever opens connections and makes new ones for those that have ended.
RECOVER = ("sqlalchemy.", "django.db.", "psycopg_pool.", "asyncpg.pool")


class Connections:
    """All that was opened in this process, as far as it lives."""

    def __init__(self):
        # Whether a test runs: what it opens is its own, and ends with it.
        self.is_inside = False
        # By whether it outlives tests.
        self.own = weakref.WeakSet()
        self.wide = weakref.WeakSet()
        # Those of SQLAlchemy, each of which has one of a pool's in its hands.
        self.taken = weakref.WeakSet()
        self.pools = weakref.WeakSet()
        # What a pool of asyncpg has for each of its connections; pools themselves cannot be held weakly.
        self.holders = weakref.WeakSet()
        self.generation = 0

    def watch(self):
        """Sees drivers that are loaded already, and those that will be."""
        waiting = next((finder.waiting for finder in sys.meta_path if hasattr(finder, "waiting")), {})
        drivers = {
            "psycopg2": lambda module: self.wrap(module, "connect"),
            "psycopg.connection": lambda module: self.wrap_class(module.Connection),
            "psycopg.connection_async": lambda module: self.wrap_class(module.AsyncConnection),
            "asyncpg.connection": lambda module: self.wrap(module, "connect"),
            "asyncpg.pool": lambda module: self.noting(module.PoolConnectionHolder, self.holders),
            "psycopg_pool.pool": lambda module: self.noting(module.ConnectionPool, self.pools),
            "psycopg_pool.pool_async": self.of_async_pool,
            "sqlalchemy": self.of_sqlalchemy,
        }
        for name, see in drivers.items():
            module = sys.modules.get(name)
            if module is None:
                waiting[name] = lambda module, see=see: quietly(see, module)
            else:
                quietly(see, module)

    def noted(self, connection, opener):
        if not opener.startswith(RECOVER):
            (self.own if self.is_inside else self.wide).add(connection)

    def wrapped(self, open_):
        def connect(*args, **named):
            opener = sys._getframe(1).f_globals.get("__name__", "")
            opened = open_(*args, **named)
            if not hasattr(opened, "__await__"):
                self.noted(opened, opener)
                return opened

            async def opening():
                connection = await opened
                self.noted(connection, opener)
                return connection

            return opening()

        return connect

    def wrap(self, module, name):
        before = getattr(module, name)
        wrapped = self.wrapped(before)
        for holder in (module, sys.modules.get(module.__name__.split(".")[0])):
            if getattr(holder, name, None) is before:
                setattr(holder, name, wrapped)

    def wrap_class(self, of):
        before = of.connect
        of.connect = classmethod(self.wrapped(of.__dict__["connect"].__func__))
        # Where the package is loaded, it calls the same by a name of its own.
        package = sys.modules.get("psycopg")
        if getattr(package, "connect", None) == before:
            package.connect = of.connect

    def widen(self):
        """What the test that ends has opened may be a wider fixture's."""
        for connection in list(self.own):
            self.wide.add(connection)
        self.own.clear()

    def holds(self):
        """Whether somebody who outlives tests has a connection that does not recover."""
        return any(is_open(connection) for connection in list(self.wide))

    def noting(self, kind, all_of_them):
        before = kind.__init__

        @functools.wraps(before)
        def begin(of, *args, **named):
            all_of_them.add(of)
            before(of, *args, **named)

        kind.__init__ = begin

    def of_async_pool(self, module):
        """Nobody can wait for its look at all connections here; so it looks at each before it is handed out."""
        pool = module.AsyncConnectionPool
        defaults = pool.__init__.__kwdefaults__ or {}
        if defaults.get("check", 0) is None:
            defaults["check"] = pool.check_connection

    def of_sqlalchemy(self, module):
        from sqlalchemy import event, exc
        from sqlalchemy.engine import Engine
        from sqlalchemy.pool import Pool

        @event.listens_for(Pool, "connect")
        def connected(connection, record):
            record.info["demock"] = self.generation

        @event.listens_for(Pool, "checkout")
        def taken(connection, record, proxy):
            if record.info.get("demock", 0) != self.generation and is_of_postgres(connection):
                raise exc.DisconnectionError("demock has ended it with the contents of the test before")

        if module.__version__.startswith("1."):
            event.listen(Engine, "engine_connect", lambda connection, branch: self.taken.add(connection))
        else:
            event.listen(Engine, "engine_connect", lambda connection: self.taken.add(connection))

    def recover(self):
        """Has those that can make new connections do so: all that were there have ended."""
        self.generation += 1
        for connection in list(self.taken):
            is_ours = connection.dialect.name == "postgresql"
            if is_ours and not connection.closed and not connection.invalidated:
                quietly(connection.invalidate)
        orm = sys.modules.get("sqlalchemy.orm.session")
        for session in list(getattr(orm, "_sessions", {}).values()):
            if session.in_transaction():
                # Its objects stay; what it had begun was ended by the server.
                quietly(session.rollback)
        for pool in list(self.pools):
            if not pool.closed:
                # Its own look before use would be longer from one dead connection to the next.
                quietly(pool.check)
        for holder in list(self.holders):
            # As Pool.expire_connections has it: whoever takes it next connects anew.
            holder._generation = None
        django = sys.modules.get("django.db")
        if django is not None:
            for connection in django.connections.all(initialized_only=True):
                if not connection.in_atomic_block:
                    connection.close()


def is_open(connection):
    is_closed = getattr(connection, "is_closed", None)
    return not (is_closed() if is_closed is not None else connection.closed)


def is_of_postgres(connection):
    of = type(connection).__module__
    return of.split(".")[0] in ("psycopg2", "psycopg", "pg8000", "asyncpg") or "postgresql" in of


def quietly(act, *on):
    """What a driver of another version refuses is no failure of a test: it is said, and the driver learns by itself what has ended."""
    try:
        act(*on)
    except Exception as error:
        print(f"demock: {on or act}: {error!r}", file=sys.stderr)
