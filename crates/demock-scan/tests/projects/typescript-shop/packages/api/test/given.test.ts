import { it, vi } from "vitest";
import proxyquire from "proxyquire";
import type { RatesApi } from "../src/network/types";
import { OrderService } from "../src/orders";

vi.mock("../src/network/rates", () => ({ ratesApi: { latest: vi.fn() } }));
vi.mock("../src/network/types");
vi.mock("left-pad");
vi.mock("@acme/live-network");

const makeLogger = () => ({
  // what is said
  warn: vi.fn(),
  "error": vi.fn(),
});
const api: RatesApi = {
  latest: vi.fn(),
};
export function makeApi(): vi.Mocked<RatesApi> {
  return { latest: vi.fn() };
}
const cast = { latest: vi.fn() } as unknown as RatesApi;
const typed = vi.fn<RatesApi["latest"]>();

it("gives doubles names", () => {
  const hook = { afterPlace: vi.fn(), onPlace: vi.fn() };
  const rates = vi.fn();
  useFetchers({ rates, retry: 1 });
  const mockInfo = vi.fn();
  console.info = mockInfo;
  const fn = vi.fn();
  retry(fn);
  vi.mocked(OrderService).mockImplementation(() => ({ place: vi.fn() }));
  const service = new OrderService();
  vi.spyOn(service.provider, "request");
  vi.spyOn(service, "setTimeout");
  vi.spyOn(service, "compileRest");
  vi.spyOn(platform.localStorage, "get");
  proxyquire("../src/orders", { "./lib/redis": {} });
  return [makeLogger, api, cast, typed, hook, new OrderRepository({ query: vi.fn() })];
});
