"""Real services, where the environment says they are; every test leaves them as it found them."""

import clickhouse_connect
import pytest
from redis import Redis
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from shop.looking import Looking
from shop.settings import Settings


@pytest.fixture(scope="session")
def settings():
    return Settings.from_environment()


@pytest.fixture(scope="session")
def engine(settings):
    engine = create_engine(settings.database)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine):
    """A session whose transaction is given up at the end; commits within it are savepoints."""
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
        outer.rollback()


@pytest.fixture
def looking(settings):
    redis = Redis.from_url(settings.redis, decode_responses=True)
    redis.flushdb()
    yield Looking(redis)
    redis.close()


@pytest.fixture
def events(settings):
    client = clickhouse_connect.get_client(
        host=settings.clickhouse_host,
        port=settings.clickhouse_port,
        database=settings.clickhouse_database,
    )
    client.command("TRUNCATE TABLE sale")
    yield client
    client.close()
