// Connections to everything that the board needs, from the environment as any deployment sets it.
import { createClient } from "@clickhouse/client";
import { Redis } from "ioredis";
import pg from "pg";

function needed(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
}

export function connect() {
  const database = new pg.Pool({ connectionString: needed("DATABASE_URL"), max: 5 });
  const redis = new Redis(needed("REDIS_URL"), { maxRetriesPerRequest: 1, lazyConnect: true });
  const clickhouse = createClient({
    url: new URL(needed("CLICKHOUSE_URL")).origin,
    username: needed("CLICKHOUSE_USER"),
    password: needed("CLICKHOUSE_PASSWORD"),
    database: process.env.CLICKHOUSE_DATABASE ?? "board",
  });
  return {
    database,
    redis,
    clickhouse,
    async close() {
      redis.disconnect();
      await Promise.all([database.end(), clickhouse.close()]);
    },
  };
}
