import { expect, it } from "vitest";
import { setupMockFetch } from "./setup";

it("asks", () => {
  const answer = setupMockFetch(new Map());
  expect(answer).toBeDefined();
});
