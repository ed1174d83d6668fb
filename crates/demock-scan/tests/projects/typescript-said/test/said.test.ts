import RatesService from "../src/rates/rates-service.api";
import caller from "../src/rates/caller";
import sums from "../src/parts/sums";

test("rates are loaded", async () => {
  vi.spyOn(RatesService, "load");
  vi.spyOn(RatesService, "label");
  vi.spyOn(caller, "get");
  vi.spyOn(sums, "add");
  vi.spyOn(await import("../src/parts/tables"), "currentTable");
});
