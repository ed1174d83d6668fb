import { expect, it, vi } from 'vitest';
import type { OrderGateway } from '../src/files';

const mockRedisGet = vi.fn();
vi.mock('../src/lib/redis', () => ({ get: (...given: unknown[]) => mockRedisGet(...given) }));
vi.mock('../src/log', () => ({ log: { info: vi.fn() } }));

function makeGateway(given: { load?: () => Promise<string> } = {}): OrderGateway {
  return { load: given.load ?? vi.fn() };
}

it('knows functions by their names', () => {
  const gateway = makeGateway();
  gateway.load = vi.fn();
  const load = vi.fn();
  const other = makeGateway({ load });
  const deps = { mkdir: vi.fn(), writeStderr: vi.fn(), randomUUID: vi.fn(), fileExists: vi.fn() };
  const fetchImpl = vi.fn();
  const mockExec = vi.fn();
  const req = { header: vi.fn() };
  expect([gateway, other, deps, fetchImpl, mockExec, req]).toBeDefined();
});
