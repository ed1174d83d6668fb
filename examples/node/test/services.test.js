import { expect, test } from "vitest";
import { board } from "./board.js";

const services = board();

test("they are those of the Compose file", async () => {
  const { rows } = await services.database.query("SELECT current_user AS user, current_setting('server_version_num')::int / 10000 AS major");
  expect(rows).toEqual([{ user: "board", major: 17 }]);
  expect(await services.redis.config("GET", "maxmemory")).toEqual(["maxmemory", String(64 * 1024 * 1024)]);
  const whom = await services.clickhouse.query({ query: "SELECT currentUser() AS user", format: "JSONEachRow" });
  expect(await whom.json()).toEqual([{ user: "board" }]);
});

test("they let nobody in with another password", async () => {
  const other = new URL(process.env.DATABASE_URL);
  other.password = "wrong";
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: other.href });
  await expect(client.connect()).rejects.toMatchObject({ code: "28P01" });
});
