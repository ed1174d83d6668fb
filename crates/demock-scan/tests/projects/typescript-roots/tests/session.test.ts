import { expect, it, vi } from "vitest";
import { OrderService, RefundService } from "../src/services/order.service";

vi.mock("#/hooks/use-session", () => ({ useSession: vi.fn() }));
vi.mock("~/lib/format", () => ({ format: vi.fn() }));
vi.mock("@/hooks/use-session");

it("pays", () => {
  const orders = new OrderService();
  vi.spyOn(orders, "pay").mockReturnValue(1 as any);
  vi.spyOn(orders, "total").mockReturnValue(2);
  vi.spyOn(new RefundService(), "refund").mockReturnValue(3 as any);
  expect(orders.pay("1")).toBe(1);
});
