import { vi, it, expect } from "vitest";
import { sendReport } from "../src/report";

vi.mock("../src/report");
vi.mock("../src/rules");

it("sends", async () => {
  await sendReport({});
  expect(sendReport).toHaveBeenCalledTimes(1);
});
