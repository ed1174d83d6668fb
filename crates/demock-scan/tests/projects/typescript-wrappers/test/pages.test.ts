import { serveRoute, testServer } from "./testServer";
import { users } from "../src/users";

const server = testServer();

test("nobody is listed", async () => {
  serveRoute(server, "/api/users", []);
  expect(await users()).toHaveLength(0);
});
