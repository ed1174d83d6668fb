import { vi, it, expect } from "vitest";
import { http, HttpResponse } from "msw";
import { server } from "./server";

vi.mock("react-i18next");
vi.mock("next/navigation");

it("asks the page's own origin", async () => {
  server.use(http.get("*/accounts", () => HttpResponse.json([])));
  expect(await (await fetch("/accounts")).json()).toEqual([]);
});
