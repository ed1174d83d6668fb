import { expect, it, vi } from "vitest";
import { askWorker } from "../src/worker";

it("asks the worker", async () => {
  global.fetch = vi.fn().mockResolvedValue({ ok: true, json: async () => ({}) });
  expect(await askWorker("1")).toEqual({});
});
