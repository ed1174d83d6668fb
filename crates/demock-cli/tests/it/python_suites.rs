//! Set-ups that people have already, unchanged, with `--fresh test`: fixtures of pytest-postgresql and pytest-django, `SQLAlchemy`'s
//! recipe of an outer transaction, and pools and engines that outlive tests.
//!
//! Each suite by itself fails where contents do not begin anew, or where a connection does not survive that they do. Packages are
//! `PyPI`'s, see `pytest_kit`.

use crate::project::Project;
use crate::runners::environment;
use crate::tree::Ran;

const COMPOSE: &str = "services:\n  db:\n    image: postgres:17\n    environment: {POSTGRES_USER: me, POSTGRES_PASSWORD: pw, POSTGRES_DB: shop}\n    volumes: ['./init:/docker-entrypoint-initdb.d:ro']\n  cache:\n    image: redis:7\n";

const PACKAGES: &[&str] = &[
    "pytest==8.4.2",
    "pytest-xdist==3.8.0",
    "pytest-asyncio==1.5.0",
    "pytest-postgresql==10.0.0",
    "pytest-django==4.14.0",
    "Django==5.2.19",
    "sqlalchemy==2.0.58",
    "greenlet==3.5.6",
    "psycopg[binary,pool]==3.3.9",
    "psycopg-pool==3.3.3",
    "asyncpg==0.32.0",
    "redis==8.1.0",
];

/// Engines of import time, and pools of a session: all of them outlive tests.
const POOLS: &str = r#"
import os
import asyncpg, psycopg_pool, pytest, pytest_asyncio, redis, redis.asyncio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

URL = os.environ["DATABASE_URL"]
# All at import, before any test and any loop.
ENGINES = {name: create_async_engine(URL.replace("postgresql:", f"postgresql+{name}:")) for name in ("asyncpg", "psycopg")}
SESSIONS = {name: async_sessionmaker(engine, expire_on_commit=False) for name, engine in ENGINES.items()}
CACHE, ACACHE = redis.Redis.from_url(os.environ["REDIS_URL"]), redis.asyncio.Redis.from_url(os.environ["REDIS_URL"])

@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def asyncpg_pool():
    async with asyncpg.create_pool(URL, min_size=2, max_size=4) as pool:
        yield pool

@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def psycopg_pool_():
    async with psycopg_pool.AsyncConnectionPool(URL, min_size=2, open=False) as pool:
        yield pool

@pytest.mark.parametrize("n", range(4))
@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.asyncio(loop_scope="session")
async def test_engine(name, n):
    async with SESSIONS[name]() as session:
        assert (await session.execute(text("SELECT sum(id) FROM item"))).scalar() == 2
        await session.execute(text("INSERT INTO item VALUES (40)"))
        await session.commit()
        assert (await session.execute(text("SELECT sum(id) FROM item"))).scalar() == 42

@pytest.mark.parametrize("n", range(4))
@pytest.mark.asyncio(loop_scope="session")
async def test_asyncpg_pool(asyncpg_pool, n):
    async with asyncpg_pool.acquire() as one, asyncpg_pool.acquire() as other:
        assert await one.fetchval("SELECT sum(id) FROM item") == 2
        await other.execute("INSERT INTO item VALUES (40)")
        assert await one.fetchval("SELECT sum(id) FROM item") == 42

@pytest.mark.parametrize("n", range(4))
@pytest.mark.asyncio(loop_scope="session")
async def test_psycopg_pool(psycopg_pool_, n):
    async with psycopg_pool_.connection() as one, psycopg_pool_.connection() as other:
        assert (await (await one.execute("SELECT sum(id) FROM item")).fetchone())[0] == 2
        await other.execute("INSERT INTO item VALUES (40)")

@pytest.mark.parametrize("n", range(4))
@pytest.mark.asyncio(loop_scope="session")
async def test_redis(n):
    assert CACHE.get("key") is None and await ACACHE.get("other") is None
    CACHE.set("key", "1"); await ACACHE.set("other", "1")
    with CACHE.pipeline() as pipe:
        pipe.incr("key"); pipe.incr("other")
        assert pipe.execute() == [2, 2]
"#;

/// A session joined into an outer transaction, of one test and of all.
const RECIPE: &str = r#"
import os
import pytest, redis
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

ENGINE = create_engine(os.environ["DATABASE_URL"].replace("postgresql:", "postgresql+psycopg:"))
CACHE = redis.Redis.from_url(os.environ["REDIS_URL"])

def total(session):
    return session.execute(text("SELECT sum(id) FROM item")).scalar()

@pytest.fixture
def session():
    with ENGINE.connect() as connection:
        outer = connection.begin()
        session = Session(bind=connection, join_transaction_mode="create_savepoint")
        yield session
        session.close()
        outer.rollback()

@pytest.mark.parametrize("n", range(3))
def test_of_one_test(session, n):
    assert total(session) == 2
    session.execute(text("INSERT INTO item VALUES (40)"))
    session.commit()
    CACHE.incr("n")
    assert total(session) == 42 and CACHE.get("n") == b"1"
    with pytest.raises(Exception):
        session.execute(text("INSERT INTO item VALUES (40)"))
    session.rollback()
    assert total(session) == 42

def test_what_commits_is_gone_for_the_next():
    with Session(ENGINE) as session:
        assert total(session) == 2
        session.execute(text("INSERT INTO item VALUES (7)"))
        session.commit()

def test_the_next(session):
    assert total(session) == 2

@pytest.fixture(scope="module")
def outer():
    with ENGINE.connect() as connection:
        transaction = connection.begin()
        connection.execute(text("INSERT INTO item VALUES (10)"))
        yield connection
        assert connection.in_transaction() and connection.execute(text("SELECT sum(id) FROM item")).scalar() == 12
        transaction.rollback()

@pytest.mark.parametrize("n", range(3))
def test_within_one_transaction_of_all(outer, n):
    nested = outer.begin_nested()
    with Session(bind=outer, join_transaction_mode="create_savepoint") as session:
        assert total(session) == 12
        session.execute(text("INSERT INTO item VALUES (40)"))
        session.commit()
    # Redis begins anew after each test, and the transaction lives.
    assert CACHE.incr("n") == 1
    nested.rollback()
"#;

/// What classes and modules set up outlives their tests, whichever way it is said; a connection that a class has closed again holds nothing.
const CLASSES: &str = r#"
import os, unittest
import psycopg

def total(statement="SELECT"):
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        if statement != "SELECT":
            connection.execute(statement)
        return connection.execute("SELECT sum(id) FROM item").fetchone()[0]

def setup_module():
    total("INSERT INTO item VALUES (1000)")

def teardown_module():
    total("DELETE FROM item WHERE id = 1000")

class TestOfUnittest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
        cls.connection.execute("INSERT INTO item VALUES (100)")

    @classmethod
    def tearDownClass(cls):
        cls.connection.execute("DELETE FROM item WHERE id = 100")
        cls.connection.close()

    def test_one(self):
        assert total() == 1102

class TestOfPytest:
    @classmethod
    def setup_class(cls):
        total("INSERT INTO item VALUES (200)")

    @classmethod
    def teardown_class(cls):
        total("DELETE FROM item WHERE id = 200")

    def test_one(self):
        assert total("INSERT INTO item VALUES (40)") == 1242

    def test_two(self):
        assert total("INSERT INTO item VALUES (40)") == 1242

class TestAgain(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        total("INSERT INTO item VALUES (300)")

    def test_one(self):
        assert total("INSERT INTO item VALUES (40)") == 1342

    def test_two(self):
        assert total("INSERT INTO item VALUES (40)") == 1342
"#;

/// pytest-postgresql, told where the lease's server is.
const PLUGIN: &str = r#"
import os, pathlib
import pytest
from pytest_postgresql import factories

server = factories.postgresql_noproc(
    host=os.environ["PGHOST"], port=os.environ["PGPORT"], user=os.environ["PGUSER"], password=os.environ["PGPASSWORD"],
    load=[pathlib.Path("own.sql")])
client = factories.postgresql("server")

@pytest.mark.parametrize("n", range(4))
def test_it(client, n):
    # A database of the plugin's own, on the server of the lease.
    cursor = client.cursor()
    assert cursor.execute("SELECT sum(id), current_database() FROM item").fetchone()[0] == 2
    assert str(client.info.port) == os.environ["PGPORT"]
    cursor.execute("INSERT INTO item VALUES (40)")
    client.commit()
"#;

/// A model of Django's.
const MODELS: &str = r"
from django.db import models

class Book(models.Model):
    title = models.CharField(max_length=20, unique=True)
";

/// Its settings, out of the environment.
const SETTINGS: &str = r#"
import os
SECRET_KEY = "of tests"
INSTALLED_APPS = ["shop"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": os.environ["PGDATABASE"], "USER": os.environ["PGUSER"],
    "PASSWORD": os.environ["PGPASSWORD"], "HOST": os.environ["PGHOST"], "PORT": os.environ["PGPORT"]}}
"#;

/// Its tests, in the two ways in which pytest-django has them.
const DJANGO: &str = r#"
import os
import pytest
from django.db import connection
from shop.models import Book

def where():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), current_setting('port')")
        return cursor.fetchone()

@pytest.mark.parametrize("n", range(4))
@pytest.mark.parametrize("of", [pytest.param("rolled back", marks=pytest.mark.django_db),
                                pytest.param("flushed", marks=pytest.mark.django_db(transaction=True))])
def test_it(of, n):
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    assert where() == ("test_shop" + (f"_{worker}" if worker else ""), os.environ["PGPORT"])
    Book.objects.create(title="one")
    assert Book.objects.count() == 1
"#;

fn suite(files: &[(&str, &str)], line: &str) -> Ran {
    let (project, bin) = (Project::new(COMPOSE), environment(PACKAGES));
    for (name, text) in files {
        project.tree.write(name, text);
    }
    let line = format!("PATH={}:$PATH; python -m pytest -q -p no:cacheprovider {line}", bin.join("bin").display());
    let ran = project.run(&["--fresh", "test"], &line).exits(0);
    assert!(!ran.stderr.contains("rror"), "{}", ran.stderr);
    project.is_clean();
    ran
}

#[test]
fn pools_and_engines_recover() {
    let ran = suite(&[("test_it.py", POOLS)], "-p no:postgresql -p no:django");
    ran.says("20 passed").warns("20 tests with fresh contents: 0 changed nothing, after 20 contents began anew");
}

#[test]
fn an_outer_transaction_lives_as_long_as_its_fixture() {
    let ran = suite(&[("test_it.py", RECIPE)], "-p no:postgresql -p no:django");
    ran.says("8 passed");
}

#[test]
fn what_a_class_or_a_module_sets_up_is_there_for_all_of_its_tests() {
    let ran = suite(&[("test_it.py", CLASSES)], "-p no:postgresql -p no:django");
    ran.says("5 passed").warns("5 tests with fresh contents: 0 changed nothing, after 4 contents began anew");
}

#[test]
fn databases_of_pytest_postgresql_are_on_the_leases_server() {
    let files = [
        ("test_it.py", PLUGIN),
        ("own.sql", "CREATE TABLE item (id int PRIMARY KEY);\nINSERT INTO item VALUES (2);\n"),
    ];
    suite(&files, "-p no:django").says("4 passed");
    suite(&files, "-p no:django -n 2").says("4 passed").warns("2 with servers of their own");
}

#[test]
fn databases_of_django_are_on_the_leases_server_and_cost_nothing() {
    let files =
        [("shop/__init__.py", ""), ("shop/models.py", MODELS), ("shop/settings.py", SETTINGS), ("test_it.py", DJANGO)];
    let line = "-p no:postgresql --ds shop.settings --reuse-db";
    suite(&files, line).says("8 passed").warns("8 tests with fresh contents: 8 changed nothing");
    let ran = suite(&files, &format!("{line} -n 2"));
    ran.says("8 passed").warns("8 tests with fresh contents: 8 changed nothing").warns("2 with servers of their own");
}
