"""Runs `manage.py migrate` of a project whose database is Postgres: nobody has asked for it, so that no other one is touched."""

import os
import runpy
import sys

sys.path[0] = os.getcwd()
sys.argv = sys.argv[1:]


def guard():
    from django.core.management.base import BaseCommand

    execute = BaseCommand.execute

    def guarded(self, *args, **options):
        from django.db import DEFAULT_DB_ALIAS, connections

        vendor = connections[options.get("database") or DEFAULT_DB_ALIAS].vendor
        if vendor != "postgresql":
            sys.exit("demock: its settings name a database of " + vendor)
        BaseCommand.execute = execute
        return execute(self, *args, **options)

    BaseCommand.execute = guarded


try:
    guard()
except ImportError:
    pass  # manage.py says what is missing.
runpy.run_path(sys.argv[0], run_name="__main__")
