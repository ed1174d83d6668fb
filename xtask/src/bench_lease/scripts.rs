//! What is measured, as scripts of Python that print one figure a line: its name, and milliseconds.

/// Leases, and contents that begin anew, in one `demock run`.
pub(super) const LEASES: &str = r#"
import psycopg, subprocess, sys, threading, time
from client import Lease

def timed(name, do):
    began = time.perf_counter()
    done = do()
    print(name, (time.perf_counter() - began) * 1e3)
    return done

def connected(scope):
    lease = Lease(scope)
    return lease, psycopg.connect(lease.env["DATABASE_URL"])

def leave(both):
    both[1].close()
    both[0].close()

runs, bursts = int(sys.argv[1]), int(sys.argv[2])
leave(connected("test"))
time.sleep(0.5)
for _ in range(runs):
    leave(timed("pool", lambda: connected("test")))
    time.sleep(0.06)
held = connected("test")
for _ in range(runs):
    timed("alone", lambda: psycopg.connect(held[0].env["DATABASE_URL"])).close()
    time.sleep(0.06)
leave(held)
def burst(name, scope, count):
    held = []
    for _ in range(count):
        began = time.perf_counter()
        held.append(connected(scope))
        took = (time.perf_counter() - began) * 1e3
        # One that stood ready was waited for by nobody.
        if held[-1][0].waited > 5:
            print(name, took)
    for both in held:
        leave(both)
    time.sleep(1)
for _ in range(bursts):
    burst("miss", "test", 30)
    burst("private", "worker", 12)
# After this long the pool has given up what nobody took.
for _ in range(4):
    time.sleep(12)
    leave(timed("cold", lambda: connected("test")))
    time.sleep(0.5)
worker = Lease("worker")
# It ends whoever is connected: what tests begin with is copied.
worker.ask(op="mark")
db = psycopg.connect(worker.env["DATABASE_URL"], autocommit=True)
def begin_anew_and_ask():
    worker.ask(op="renew")
    db.execute("SELECT 1")
for _ in range(runs):
    db.execute("SELECT * FROM t0")
    timed("untouched", lambda: worker.ask(op="renew"))
    timed("kept", begin_anew_and_ask)
for _ in range(runs):
    db.execute("INSERT INTO t0 (name) VALUES ('three')")
    timed("touched", lambda: worker.ask(op="renew"))
    db = psycopg.connect(worker.env["DATABASE_URL"], autocommit=True)
    time.sleep(0.06)
for _ in range(runs):
    db.execute("INSERT INTO t0 (name) VALUES ('three')")
    timed("touched at once", lambda: worker.ask(op="renew"))
    db = psycopg.connect(worker.env["DATABASE_URL"], autocommit=True)
names = ", ".join(f"t{at}" for at in range(50))
for _ in range(runs):
    db.execute("INSERT INTO t0 (name) VALUES ('three')")
    timed("truncate", lambda: db.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
def rolled_back():
    db.execute("BEGIN")
    db.execute("ROLLBACK")
for _ in range(runs):
    timed("rollback", rolled_back)
db.close()
worker.close()
# Processes, since threads of one would wait for each other.
once = """
import psycopg, sys
from client import Lease
for _ in range(int(sys.argv[1])):
    it = Lease()
    with psycopg.connect(it.env["DATABASE_URL"]) as db:
        if sys.argv[2] == "write": db.execute("INSERT INTO t0 (name) VALUES ('three')")
    it.close()
"""
def eight(count, does):
    all = [subprocess.Popen([sys.executable, "-c", once, str(count), does]) for _ in range(8)]
    return sum(it.wait() != 0 for it in all)
for does in ("read", "write"):
    failed = eight(20, does)
    began = time.perf_counter()
    failed += eight(runs, does)
    print(f"a second, {does}", 8 * runs / (time.perf_counter() - began))
    print("failed", failed)
"#;

/// Times from the end of one test's body to the beginning of the next: what is done for each test.
pub(super) const BETWEEN: &str = r#"
import atexit, time
ended = None
took = []
def body():
    global ended
    if ended is not None:
        took.append((time.perf_counter() - ended) * 1e3)
def done():
    global ended
    ended = time.perf_counter()
def tell():
    with open("between.txt", "a") as out:
        out.writelines(f"between {it}\n" for it in took)
atexit.register(tell)
"#;

/// pytest-postgresql beside the run's server, with the same tables in its template.
pub(super) const PYTEST_POSTGRESQL: &str = r#"
import os, pytest
from pathlib import Path
from pytest_postgresql import factories
import between
server = factories.postgresql_noproc(host=os.environ["PGHOST"], port=int(os.environ["PGPORT"]), user=os.environ["PGUSER"],
                                     password=os.environ["PGPASSWORD"], load=[Path("init/schema.sql").absolute()])
postgresql = factories.postgresql("server")
@pytest.mark.parametrize("at", range(60))
def test_writes(postgresql, at):
    between.body()
    postgresql.execute("INSERT INTO t0 (name) VALUES ('three')")
    postgresql.commit()
    between.done()
"#;

/// Django's own runner, with fifty models.
pub(super) const DJANGO: &str = r#"
import os, sys
from urllib.parse import urlparse
import django
from django.conf import settings
url = urlparse(os.environ["DATABASE_URL"])
settings.configure(INSTALLED_APPS=["app"], DEFAULT_AUTO_FIELD="django.db.models.AutoField", DATABASES={"default": {
    "ENGINE": "django.db.backends.postgresql", "NAME": url.path[1:], "USER": url.username, "PASSWORD": url.password,
    "HOST": url.hostname, "PORT": url.port}})
django.setup()
from django.test.utils import get_runner
sys.exit(bool(get_runner(settings)(verbosity=0).run_tests([sys.argv[1]])))
"#;
pub(super) const DJANGO_MODELS: &str = r#"
from django.db import models
for at in range(50):
    name = f"T{at}"
    globals()[name] = type(name, (models.Model,), {"__module__": __name__, "name": models.CharField(max_length=40, unique=True), "at": models.DateTimeField(auto_now_add=True)})
"#;
/// Of either sort of test; `KIND` is put in.
pub(super) const DJANGO_TESTS: &str = r#"
from django.test import TestCase, TransactionTestCase
import between
from app.models import T0
class Writes(KIND):
    pass
def write(self):
    between.body()
    T0.objects.create(name="three")
    between.done()
for at in range(60):
    setattr(Writes, f"test_{at}", write)
"#;

/// A thousand tests that do nothing.
pub(super) const TRIVIAL: &str =
    "import pytest\n\n@pytest.mark.parametrize('at', range(1000))\ndef test_nothing(at):\n    assert at >= 0\n";

/// What a team would test: orders that take from stock, with the statements in the code.
pub(super) const SHOP: &str = r#"
TABLE = "stock"

class OutOfStock(Exception):
    pass

def stock(db, item, count):
    db.execute("INSERT INTO t0 (name) VALUES (%s) ON CONFLICT DO NOTHING", (item,))
    db.execute(f"CREATE TABLE IF NOT EXISTS {TABLE} (item text PRIMARY KEY, count int NOT NULL)")
    db.execute(f"INSERT INTO {TABLE} VALUES (%s, %s) ON CONFLICT (item) DO UPDATE SET count = EXCLUDED.count", (item, count))
    db.commit()

def order(db, item, count):
    row = db.execute(f"UPDATE {TABLE} SET count = count - %s WHERE item = %s AND count >= %s RETURNING count", (count, item, count)).fetchone()
    if row is None:
        db.rollback()
        raise OutOfStock(item)
    db.commit()
    return row[0]

def find(db, item):
    row = db.execute("SELECT id FROM t0 WHERE name = %s", (item,)).fetchone()
    return row and row[0]
"#;
/// What migrations have made of it.
pub(super) const SHOP_TABLES: &str = "CREATE TABLE stock (item text PRIMARY KEY, count int NOT NULL);\n";
/// What has the tests below make their table themselves.
pub(super) const OWN_TABLE: &str = "import shop\nshop.TABLE = 'own_stock'\n";
pub(super) const WITH_MOCKS: &str = r#"
from unittest.mock import MagicMock
import pytest
import shop

@pytest.fixture
def db():
    return MagicMock()

@pytest.mark.parametrize("count", range(1, 51))
def test_an_order_takes_from_stock(db, count):
    db.execute.return_value.fetchone.return_value = (60 - count,)
    assert shop.order(db, "pen", count) == 60 - count
    db.commit.assert_called_once_with()

@pytest.mark.parametrize("count", range(1, 51))
def test_what_is_not_there_is_not_sold(db, count):
    db.execute.return_value.fetchone.return_value = None
    with pytest.raises(shop.OutOfStock):
        shop.order(db, "pen", count)
    db.rollback.assert_called_once_with()

@pytest.mark.parametrize("at", range(50))
def test_one_is_found(db, at):
    db.execute.return_value.fetchone.return_value = (1,)
    assert shop.find(db, "one") == 1

@pytest.mark.parametrize("at", range(50))
def test_none_is_found(db, at):
    db.execute.return_value.fetchone.return_value = None
    assert shop.find(db, f"no {at}") is None
"#;
pub(super) const ON_LEASES: &str = r#"
import psycopg
import pytest
import shop

@pytest.fixture
def db(database_url):
    with psycopg.connect(database_url) as connection:
        yield connection

@pytest.mark.parametrize("count", range(1, 51))
def test_an_order_takes_from_stock(db, count):
    shop.stock(db, "pen", 60)
    assert shop.order(db, "pen", count) == 60 - count

@pytest.mark.parametrize("count", range(1, 51))
def test_what_is_not_there_is_not_sold(db, count):
    shop.stock(db, "pen", count - 1)
    with pytest.raises(shop.OutOfStock):
        shop.order(db, "pen", count)

@pytest.mark.parametrize("at", range(50))
def test_one_is_found(db, at):
    assert shop.find(db, "one") == 1

@pytest.mark.parametrize("at", range(50))
def test_none_is_found(db, at):
    assert shop.find(db, f"no {at}") is None
"#;
