"""demock's plugin for pytest: a lease for each worker, fixtures that name it, and fresh contents for each test.

`demock run` brings it in; a project needs no change and no dependency. It speaks the line protocol of docs/leases.md over
DEMOCK_SOCKET. With `DEMOCK_FRESH=run` it has fixtures and does nothing else. It is loaded before pytest would rewrite it, which this word
tells pytest: PYTEST_DONT_REWRITE.
"""

import atexit
import json
import os
import socket

import pytest

VERSION = 1
FRESH = os.environ.get("DEMOCK_FRESH", "run")
# Whose fixtures touch no service, however wide: pytest-asyncio begins its loop for a whole session within the first test.
HARMLESS = ("_pytest.", "pytest_asyncio.", "anyio.", "xdist.")
# Whose wide fixtures run functions of the project: `setup_module`, `setup_class`, `setUpClass` and what belongs to them.
OF_PROJECT = ("_pytest.python", "_pytest.unittest")


class Lease:
    """A lease of this process: one connection, whose end gives it back."""

    def __init__(self, scope, name):
        self.stream = socket.socket(socket.AF_UNIX)
        self.stream.connect(os.environ["DEMOCK_SOCKET"])
        self.lines = self.stream.makefile("rb")
        said = self.ask({"op": "lease", "scope": scope, "name": name})
        self.id = said["id"]
        self.env = said["env"]
        self.isolation = said["isolation"]
        # A process that a test has forked holds a copy of the connection: its end must not wait for that.
        atexit.register(self.give_back, os.getpid())

    def ask(self, question):
        """Sends one line and reads one; an error of the broker is one here."""
        self.stream.sendall(json.dumps({"v": VERSION, **question}).encode() + b"\n")
        line = self.lines.readline()
        if not line:
            raise pytest.UsageError("demock: the broker is gone: `demock run` has ended before its command")
        said = json.loads(line)
        error = said.get("error")
        if error:
            raise pytest.UsageError(
                "demock: error[{code}]: {what} ({where}): {seen}; expected: {expected}; {next}".format(**error)
            )
        return said

    def give_back(self, pid):
        if os.getpid() == pid:
            try:
                self.stream.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # The broker has gone first.


class Fresh:
    """Begins every test with the same contents: those that fixtures of a wider scope than the test's have left."""

    def __init__(self, lease):
        self.lease = lease
        # Whether a fixture that outlives a test has done something since contents were last marked.
        self.is_wider = True
        self.name = ""
        # Whoever does not begin anew pays nothing for it.
        from demock_connections import Connections

        self.connections = Connections()
        self.connections.watch()

    @pytest.hookimpl(hookwrapper=True, tryfirst=True)
    def pytest_fixture_setup(self, fixturedef, request):
        if not is_wider(fixturedef):
            yield
            return
        # One that begins within a test which has done nothing yet is told apart from the test by what was there before it.
        is_apart = self.connections.is_inside and not self.is_wider and self.is_as_marked()
        self.is_wider = True
        outcome = yield
        if is_apart and outcome.excinfo is None:
            self.connections.widen()
            self.is_wider = "held" in self.ask("mark", self.name).values()

    @pytest.hookimpl
    def pytest_fixture_post_finalizer(self, fixturedef, request):
        if is_wider(fixturedef) and fixturedef.cached_result is None and not self.connections.is_inside:
            self.is_wider = True

    @pytest.fixture(autouse=True)
    def _demock_fresh(self, request):
        self.name = name = request.node.nodeid
        if self.is_wider:
            self.is_wider = False
            self.ask("mark", name)
        self.connections.is_inside = True
        yield
        self.connections.is_inside = False
        if self.is_wider:
            # A wider fixture began inside of this test: what it has left cannot be told from what the test has.
            self.connections.widen()
            self.lease.ask({"op": "held", "name": name})
            return
        self.ask("renew", name)

    def ask(self, op, name):
        said = self.lease.ask({"op": op, "name": name, "holds": self.connections.holds()})
        if said["ended"]:
            self.connections.recover()
        return said["services"]

    def is_as_marked(self):
        return "held" not in self.lease.ask({"op": "look", "name": self.name})["services"].values()


def is_wider(fixturedef):
    """Whether what a fixture does outlives tests, and may be to be kept."""
    of = getattr(fixturedef.func, "__module__", None) or ""
    return fixturedef.scope != "function" and (of in OF_PROJECT or not of.startswith(HARMLESS))


class Failures:
    """Tells the broker of tests that fail, for `--keep`: while what they have left is there."""

    def __init__(self, lease):
        self.lease = lease

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report):
        # Once fixtures are torn down, contents have begun anew.
        if report.failed and report.when != "teardown":
            self.lease.ask({"op": "failed", "name": report.nodeid})


LEASE = None


def lease_now(config, name, scope="worker"):
    global LEASE
    LEASE = Lease(scope, name)
    # Whoever this process starts is part of it, other runs of pytest as well.
    os.environ.update(LEASE.env, DEMOCK_LEASE_HELD=LEASE.id)
    config.pluginmanager.register(Failures(LEASE), "demock_failures")
    if FRESH == "test":
        config.pluginmanager.register(Fresh(LEASE), "demock_fresh")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config, parser, args):
    """Takes the lease before any conftest is read, where this process runs tests itself."""
    if "DEMOCK_SOCKET" not in os.environ or "DEMOCK_LEASE_HELD" in os.environ or LEASE is not None:
        return
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    known = early_config.known_args_namespace
    is_controller = bool(getattr(known, "numprocesses", None) or getattr(known, "tx", None))
    if worker and FRESH in ("worker", "test"):
        lease_now(early_config, worker)
    elif FRESH == "test" and not is_controller:
        lease_now(early_config, "main")


def named(name):
    value = os.environ.get(name)
    if value is None:
        pytest.fail("demock: {} is not set: the project's Compose file has no such service".format(name), pytrace=False)
    return value


@pytest.fixture(scope="session")
def demock_lease():
    """The lease's variables, by name: those of the worker, or of the run."""
    return dict(LEASE.env) if LEASE is not None else dict(os.environ)


@pytest.fixture(scope="session")
def database_url():
    """The address of Postgres."""
    return named("DATABASE_URL")


@pytest.fixture(scope="session")
def redis_url():
    """The address of Redis."""
    return named("REDIS_URL")


@pytest.fixture(scope="session")
def clickhouse_url():
    """The address of ClickHouse."""
    return named("CLICKHOUSE_URL")
