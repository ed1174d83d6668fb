import { expect, it, vi } from "vitest";
import { Bus } from "../src/bus";

it("asks the model", async () => {
  vi.stubGlobal("fetch", vi.fn());
  expect(new Bus()).toBeDefined();
});
