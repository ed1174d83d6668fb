import { http, HttpResponse } from "msw";
import { serveRoute, testServer } from "./testServer";

const server = testServer();

test("users of any host are listed", async () => {
  serveRoute(server, "*", []);
  server.use(http.get("*/api/orders", () => HttpResponse.json([])));
});
