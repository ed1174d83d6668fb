import { vi, it, expect } from "vitest";
import * as plans from "../src/stripe/plans";

vi.mock("@shop/logger");

it("asks for the plan", () => {
  vi.spyOn(plans, "isPaid");
  vi.spyOn(plans, "changed");
  expect(plans.isPaid).not.toHaveBeenCalled();
});
