"""Runs a script of Alembic's or Flask's where the database is Postgres: nobody has asked for it, so that no other one is touched."""

import os
import runpy
import sys

sys.argv = sys.argv[1:]
sys.path[0] = os.path.dirname(sys.argv[0])


def is_of_memory(arguments):
    name = str(arguments[0]) if arguments else ""
    return name in ("", ":memory:") or "mode=memory" in name or name.startswith("file::memory:")


def guard():
    from alembic.runtime.migration import MigrationContext
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    def refuse(name):
        sys.exit("demock: its settings name a database of " + name)

    # Before a file is made.
    @event.listens_for(Engine, "do_connect")
    def connecting(dialect, record, arguments, parameters):
        if dialect.name == "sqlite" and not is_of_memory(arguments):
            refuse(dialect.name)

    begin = MigrationContext.__init__

    def begins(self, dialect, *rest, **more):
        if dialect.name != "postgresql":
            refuse(dialect.name)
        begin(self, dialect, *rest, **more)

    MigrationContext.__init__ = begins


try:
    guard()
except ImportError:
    pass  # The script says what is missing.
runpy.run_path(sys.argv[0], run_name="__main__")
