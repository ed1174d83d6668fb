import { expect, test, vi } from "vitest";
import type { RatesApi } from "acme-rates-client";
import { partial } from "./help";
import { prompter } from "../src/prompter";

vi.mock("@acme/store", async (importOriginal) => {
  const actual = await importOriginal<typeof import("@acme/store")>();
  return {
    ...actual,
    Rows: vi.spyOn(actual, "Rows").mockImplementation(() => ({
      find: vi.fn(),
    })),
  };
});

const rates: typeof import("../src/rates") = { latest: vi.fn() };

test("asks by type", () => {
  const api = partial<RatesApi>({ ask: vi.fn() });
  const sheet = partial({ ask: vi.fn() });
  prompter.pick = vi.fn();
  prompter.columns = vi.fn();
  const clientLLMGenerate = vi.fn();
  expect([clientLLMGenerate, api, sheet, rates]).toHaveLength(3);
});
