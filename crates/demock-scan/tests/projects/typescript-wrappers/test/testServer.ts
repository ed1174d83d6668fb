import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";

export const testServer = () => {
  const server = setupServer();
  beforeAll(() => server.listen());
  return server;
};

export const serveRoute = (server, path: string, body: object) => {
  server.use(http.get(path, () => HttpResponse.json(body)));
};

export const serveNothing = (server) => {
  server.use(http.get("/nothing", () => HttpResponse.json({})));
};
