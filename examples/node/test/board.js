// An empty board on real services, for every test of a file.
import { afterAll, beforeAll, beforeEach } from "vitest";
import { connect } from "../src/services.js";

export function board() {
  const services = {};
  beforeAll(() => Object.assign(services, connect()));
  beforeEach(async () => {
    await services.database.query("TRUNCATE message RESTART IDENTITY");
    await services.redis.flushdb();
    await services.clickhouse.command({ query: "TRUNCATE TABLE view" });
  });
  afterAll(() => services.close?.());
  return services;
}
