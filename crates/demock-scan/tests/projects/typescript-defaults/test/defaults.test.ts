import { Order } from "../src/models";
import Logger from "../src/lines/Logger";
import sums from "../src/parts/sums";

test("orders are stored", () => {
  vi.spyOn(Order, "create");
  vi.spyOn(Order.prototype, "total");
  vi.spyOn(Logger, "error");
  vi.spyOn(sums, "add");
});
