import { expect, test } from "vitest";
import { like, move, newest, write } from "../src/messages.js";
import { board } from "./board.js";

const services = board();

test("the newest come first, ten of them", async () => {
  for (let n = 1; n <= 12; n += 1) await write(services, "ann", `message ${n}`);
  const { messages } = await newest(services);
  expect(messages).toHaveLength(10);
  expect(messages[0]).toMatchObject({ author: "ann", body: "message 12", likes: 0 });
});

test("a page is remembered until somebody writes", async () => {
  await write(services, "ann", "one");
  expect((await newest(services)).from).toBe("postgres");
  expect((await newest(services)).from).toBe("redis");
  await write(services, "bob", "two");
  const page = await newest(services);
  expect(page.from).toBe("postgres");
  expect(page.messages.map((message) => message.body)).toEqual(["two", "one"]);
});

test("what is remembered is forgotten after half a minute", async () => {
  await newest(services);
  const left = await services.redis.ttl("page:newest");
  expect(left).toBeGreaterThan(20);
  expect(left).toBeLessThanOrEqual(30);
});

test("a reader likes a message once", async () => {
  const id = await write(services, "ann", "likeable");
  const liked = await Promise.all([1, 2, 3].map(() => like(services, id, "bob")));
  expect(liked.filter(Boolean)).toHaveLength(1);
  await like(services, id, "eve");
  expect((await newest(services)).messages[0].likes).toBe(2);
});

test("nobody writes without a name", async () => {
  await expect(write(services, "", "anonymous")).rejects.toMatchObject({ code: "23514" });
});

test("moving to nobody moves nothing", async () => {
  await write(services, "ann", "stays");
  await expect(move(services, "ann", "")).rejects.toMatchObject({ code: "23514" });
  expect((await newest(services)).messages[0].author).toBe("ann");
  expect(await move(services, "ann", "bob")).toBe(1);
});

test("listeners are told of what is written", async () => {
  const client = await services.database.connect();
  try {
    await client.query("LISTEN message");
    const told = new Promise((resolve) => client.once("notification", resolve));
    const id = await write(services, "ann", "news");
    expect((await told).payload).toBe(String(id));
  } finally {
    client.release(true);
  }
});

test("many write at a time", async () => {
  const written = await Promise.all(Array.from({ length: 50 }, (_, n) => write(services, "ann", `${n}`)));
  expect(new Set(written).size).toBe(50);
});
