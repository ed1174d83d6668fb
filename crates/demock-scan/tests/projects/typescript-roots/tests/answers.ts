import { vi } from "vitest";

export function createMockFetch(answers: Map<string, unknown>) {
  return vi.fn(async (address: string) => answers.get(address));
}
