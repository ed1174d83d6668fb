import { serveNothing, serveRoute, testServer } from "./testServer";
import { users } from "../src/users";

const server = testServer();

test("users are listed", async () => {
  serveRoute(server, "/api/users", [{ id: 1 }]);
  serveRoute(server, "https://host.example/api", []);
  serveNothing(server);
  expect(await users()).toHaveLength(1);
});
