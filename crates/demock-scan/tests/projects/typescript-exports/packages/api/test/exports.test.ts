import { expect, it, vi } from "vitest";
import * as stdio from "@modelcontextprotocol/sdk/client/stdio.js";

vi.mock("@shop/core");
vi.mock("@shop/core/rates", () => ({ latest: vi.fn() }));
vi.mock("@shop/core/rows/orders", () => ({ listOrders: vi.fn() }));
vi.mock("node:os", () => ({ homedir: vi.fn() }));
vi.mock("node:dns/promises", () => ({ lookup: vi.fn() }));
vi.mock("node:path");

it("knows programs and models by their members", () => {
  vi.spyOn(stdio, "StdioClientTransport");
  const mockPtyProcess = start();
  vi.spyOn(mockPtyProcess, "resize");
  const mockSpawnProcess = { on: vi.fn() };
  const model = { generateContent: vi.fn(), generateName: vi.fn() };
  const git = { cloneRepository: vi.fn() };
  expect([mockSpawnProcess, model, git]).toBeDefined();
});
