import { vi, it, expect } from "vitest";
import { setupServer } from "msw/node";
import { http, HttpResponse } from "msw";

const mocks = vi.hoisted(() => ({
  list: vi.fn(),
  total: vi.fn(),
}));
const { sent } = vi.hoisted(() => ({ sent: vi.fn() }));

vi.mock("@slack/desk/rates");
vi.mock("@slack/desk/sums");
vi.mock("@slack/desk/rows");
vi.mock("@slack/desk/gone");
vi.mock("@slack/web-api");
vi.mock("stripe", () => ({
  default: class {
    charges = { list: mocks.list };
  },
}));
vi.mock("../../desk/src/public/sums", () => ({ total: mocks.total }));
vi.mock("../src/lines");
vi.mock("../src/data", () => ({
  prisma: { order: { all: vi.fn() } },
}));
vi.mock("../src/report", async (original) => ({ ...(await original<object>()), sendReport: sent }));
vi.mock("../src/rules", () => ({
  loadRules: vi.fn(),
  isAllowed: vi.fn(),
  ranked: vi.fn(),
}));
const mockFetch = vi.fn();
vi.mock("../src/parts", () => ({
  partsOf: mockFetch,
}));

const server = setupServer();

it("asks a host outside", () => {
  server.use(http.get("*/accounts", () => HttpResponse.json([])));
  expect(mocks.list).not.toHaveBeenCalled();
});
