import { beforeEach, expect, it, vi } from "vitest";
import path from "node:path";
import { auditLogger } from "../src/AuditLogger";
import { Bus } from "../src/bus";
import * as instances from "../src/instances";
import * as orders from "../src/orders";

vi.mock("../src/reply", () => ({ notFound: vi.fn(), moved: vi.fn() }));
// The rest is what a shop keeps.
vi.mock("@acme/database", () => ({ prisma: { webhook: { delete: vi.fn() } } }));

const supabase = { auth: { getUser: vi.fn() }, from: vi.fn() };
const mock_redis_2 = { get: vi.fn() };

beforeEach(() => {
  vi.spyOn(instances, "listInstances");
  vi.spyOn(auditLogger, "rotate");
  vi.spyOn(auditLogger, "info");
  vi.spyOn(orders, "openOrders");
  vi.spyOn(orders, "report");
  vi.spyOn(path, "join");
  vi.stubGlobal("window", {});
});

it("calls back", () => {
  const handler = vi.fn();
  new Bus().register(handler);
  const alone = vi.fn();
  expect([handler, alone, supabase, mock_redis_2]).toHaveLength(4);
});
