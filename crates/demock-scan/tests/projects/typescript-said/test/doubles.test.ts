import { watch } from "../src/parts/sums";

const shown = vi.hoisted(() => vi.fn());
vi.mock("open", () => ({ default: shown }));
vi.mock("react-sparkline-of-rates", () => ({ Line: "svg" }));
vi.mock("react-native-beacon-of-rates", () => ({ Beacon: "svg" }));

test("changes are told", () => {
  const changed = watch();
  const changeSpy = vi.fn();
  changed.on("changed", changeSpy);
  const unusedSpy = vi.fn();
  expect(unusedSpy).not.toHaveBeenCalled();
  const mockBillingClient = { invoices: { pay: vi.fn() } };
});
