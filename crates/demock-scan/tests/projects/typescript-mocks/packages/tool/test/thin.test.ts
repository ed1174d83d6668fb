import { vi, it, expect } from "vitest";
import * as answers from "../src/answers";
import { latest } from "../src/releases";

vi.mock("../src/releases");
vi.mock("../src/prompts");
vi.mock("../src/say", () => ({ logSuccess: vi.fn() }));
vi.mock("../src/posthog/events");

it("asks for the latest", async () => {
  const mockFetch = vi.fn();
  mockFetch.mockResolvedValue({ text: vi.fn() });
  vi.spyOn(answers, "readResponse");
  expect(await latest("tool")).toBeUndefined();
});
