import { vi } from "vitest";

export function makeStore() {
  return { get: vi.fn() };
}

export const makeBus = () => ({ send: vi.fn() });

export class FakeMail {
  send = vi.fn();
}

export default function makeCache() {
  return inner();
}

function inner() {
  return vi.fn();
}

export function unused() {
  return vi.fn();
}
