"""Where the services are, from the environment as any deployment sets it."""

import os
from dataclasses import dataclass

from sqlalchemy import URL, make_url


@dataclass(frozen=True)
class Settings:
    """Addresses of everything that the shop talks to."""

    database: URL
    redis: str
    clickhouse_host: str
    clickhouse_port: int
    clickhouse_database: str

    @classmethod
    def from_environment(cls) -> "Settings":
        """Fails with the name of what is not set."""
        return cls(
            database=make_url(os.environ["DATABASE_URL"]).set(drivername="postgresql+psycopg"),
            redis=os.environ["REDIS_URL"],
            clickhouse_host=os.environ["CLICKHOUSE_HOST"],
            clickhouse_port=int(os.environ["CLICKHOUSE_HTTP_PORT"]),
            clickhouse_database=os.environ.get("CLICKHOUSE_DATABASE", "events"),
        )
