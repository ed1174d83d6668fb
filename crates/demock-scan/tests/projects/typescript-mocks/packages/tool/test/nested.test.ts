import { vi, it, expect } from "vitest";
import * as changes from "../src/change-log";
import { total } from "../src/totals";

vi.mock("../src/middleware", () => ({ withMailProvider: vi.fn() }));

it("sums what is there", async () => {
  vi.spyOn(changes, "ordered");
  vi.spyOn(changes, "logChange");
  const db = {
    query: vi.fn((table: string) => {
      expect(table).toBe("orders");
      return {
        all: vi.fn(async () => []),
      };
    }),
  };
  const tx = {
    order: { update: vi.fn() },
  };
  const given = {
    order: { findMany: vi.fn() },
  };
  expect(await total(db, tx, given, changes.ordered)).toBe(0);
});
