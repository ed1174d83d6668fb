import { createMockFetch } from "./answers";

export function setupMockFetch(answers: Map<string, unknown>) {
  const mockFetch = createMockFetch(answers);
  global.fetch = mockFetch as any;
  return mockFetch;
}
