import { expect, test, vi } from "vitest";
import { AcmelibClient, join } from "acmelib";
import * as deep from "acmelib/deep";
import * as wire from "../src/wire";
import { Queue } from "bullmq";

vi.mock("acmelib");
vi.mock("acmelib/deep");
vi.mock("bullmq");

test("replaces", () => {
  vi.spyOn(AcmelibClient.prototype, "name").mockReturnValue("");
  vi.spyOn(deep, "join").mockReturnValue("");
  vi.spyOn(deep, "getClient").mockReturnValue("");
  vi.spyOn(wire, "send").mockReturnValue({});
  vi.spyOn(Queue.prototype, "add").mockReturnValue({});
  expect(join([])).toBe("");
});
