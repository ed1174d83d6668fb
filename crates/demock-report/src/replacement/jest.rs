//! Snippets for jest and vitest.

use demock_model::Boundary;

pub(super) const fn snippet(boundary: Boundary) -> &'static str {
    match boundary {
        Boundary::Database => DATABASE,
        Boundary::Cache => CACHE,
        Boundary::Http => HTTP,
        Boundary::Llm => LLM,
        Boundary::Websocket => WEBSOCKET,
        Boundary::Queue => QUEUE,
        Boundary::OwnService => OWN_SERVICE,
        Boundary::Clock => CLOCK,
        Boundary::Random => RANDOM,
        Boundary::Filesystem => FILESYSTEM,
        Boundary::Process => PROCESS,
        Boundary::Env => ENV,
        Boundary::OwnCode => OWN_CODE,
        Boundary::Unknown => UNKNOWN,
    }
}

const DATABASE: &str = r#"import { Pool } from "pg";

const db = new Pool({ connectionString: process.env.DATABASE_URL });
afterAll(() => db.end());

test("an order is stored", async () => {
  await placeOrder(db, { item: "pen" });
  expect((await db.query("SELECT item FROM orders")).rows).toEqual([{ item: "pen" }]);
});"#;

const CACHE: &str = r#"import { createClient } from "redis";

const cache = createClient({ url: process.env.REDIS_URL });
beforeAll(() => cache.connect());
afterAll(() => cache.quit());

test("a session is cached", async () => {
  await openSession(cache, "ada");
  expect(await cache.ttl("session:ada")).toBeGreaterThan(0);
});"#;

const HTTP: &str = r#"// The provider's own sandbox; list its variables under [run] pass in demock.toml.
test("a charge is accepted", async () => {
  const partner = new PartnerClient(process.env.PARTNER_SANDBOX_URL!);
  expect((await partner.charge({ cents: 500 })).status).toBe("accepted");
});"#;

const LLM: &str = r#"// The provider itself, small model; assert what must hold for any wording.
test("the answer names the order", async () => {
  const answer = await provider.complete({ model: process.env.LLM_TEST_MODEL!, prompt });
  expect(answer.text).toContain("order 17");
}, 30_000);"#;

const WEBSOCKET: &str = r#"import { once } from "node:events";
import WebSocket from "ws";

test("the chat answers", async () => {
  const socket = new WebSocket(process.env.BACKEND_URL!.replace("http", "ws") + "/ws");
  await once(socket, "open");
  socket.send(JSON.stringify({ text: "hello" }));
  const [message] = await once(socket, "message");
  expect(JSON.parse(message.toString()).type).toBe("agent_started");
  socket.close();
});"#;

const QUEUE: &str = r##"import amqp from "amqplib";

test("an event is published", async () => {
  const connection = await amqp.connect(process.env.BROKER_URL!);
  const channel = await connection.createChannel();
  const { queue } = await channel.assertQueue("", { exclusive: true });
  await channel.bindQueue(queue, "orders", "#");
  const seen = new Promise((resolve) => channel.consume(queue, (it) => resolve(it!.content.toString())));
  await placeOrder({ item: "pen" });
  expect(await seen).toContain("pen");
  await connection.close();
});"##;

const OWN_SERVICE: &str = r#"// Started from the Compose file by `demock run`; its address is <SERVICE>_URL.
test("the backend asks auth", async () => {
  const answer = await fetch(`${process.env.BACKEND_URL}/me`, { headers: await logIn("ada") });
  expect(await answer.json()).toMatchObject({ name: "ada" });
});"#;

const CLOCK: &str = r#"// Hand the time in: the code takes `now` as an argument instead of asking the clock.
test("a token expires", () => {
  const token = issue({ now: new Date("2026-01-01T00:00:00Z") });
  expect(token.expired(new Date("2026-01-02T00:00:00Z"))).toBe(true);
});"#;

const RANDOM: &str = r#"// Hand a seeded generator in instead of replacing Math.random.
test("a sample is repeatable", () => {
  expect(sample(seeded(7))).toEqual(sample(seeded(7)));
});"#;

const FILESYSTEM: &str = r#"import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

test("an export is written", async () => {
  const folder = await mkdtemp(join(tmpdir(), "export-"));
  await exportTo(join(folder, "out.csv"));
  expect(await readFile(join(folder, "out.csv"), "utf8")).toMatch(/^id,/);
  await rm(folder, { recursive: true });
});"#;

const PROCESS: &str = r#"import { execFile } from "node:child_process";
import { promisify } from "node:util";

test("the command says what it did", async () => {
  const done = await promisify(execFile)(process.execPath, ["dist/cli.js", "export"], { timeout: 30_000 });
  expect(done.stderr).toBe("");
});"#;

const ENV: &str = r#"// Hand the variables in as an object; only main() reads process.env.
test("settings are read", () => {
  expect(parseSettings({ PORT: "8080" }).port).toBe(8080);
});"#;

const OWN_CODE: &str = r#"// Import the real module; what it needs comes in as arguments.
test("the total of a cart", () => {
  expect(total(new Cart([{ cents: 250 }]), loadTaxTable())).toBe(298);
});"#;

const UNKNOWN: &str = r#"// Find out what the double stands for (`demock explain --finding FINGERPRINT`), then build that.
test("with the real thing", async () => {
  const app = await buildApp(process.env);
  expect(await app.run()).toEqual(expected);
});"#;
