import { expect, it } from "vitest";
import { answer } from "./installs";

it("loads", () => {
  expect(answer).toBe(42);
});
