import { vi } from "vitest";

vi.stubGlobal("fetch", vi.fn());

export const answer = 42;
