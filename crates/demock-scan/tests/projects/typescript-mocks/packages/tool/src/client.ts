import { request } from "undici";

export class Client {
  private left = 3;

  constructor(private readonly origin: string) {}

  async get(path: string, tries = this.left): Promise<{ body: unknown }> {
    const address = new URL(path, this.origin);
    if (address.hash) {
      address.hash = "";
    }
    if (!address.searchParams.has("page")) {
      address.searchParams.set("page", "1");
    }
    const headers: Record<string, string> = {};
    headers.accept = "application/json";
    headers["user-agent"] = "tool";
    let seen = 0;
    for (let tried = 0; tried < tries; tried += 1) {
      const answer = await request(address, { headers });
      if (answer.statusCode < 300) {
        return { body: await answer.body.json() };
      }
      if (answer.statusCode < 500) {
        throw new Error(`refused: ${answer.statusCode}`);
      }
      seen = answer.statusCode;
    }
    if (seen === 503) {
      throw new Error("busy");
    }
    throw new Error(`failed: ${seen}`);
  }
}
