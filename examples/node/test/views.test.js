import { expect, test } from "vitest";
import { readers, record } from "../src/views.js";
import { board } from "./board.js";

const services = board();

test("readers are counted once a message", async () => {
  await record(services, [
    { message: 1, reader: "ann" },
    { message: 1, reader: "ann" },
    { message: 1, reader: "bob" },
    { message: 2, reader: "ann" },
  ]);
  expect(await readers(services)).toEqual(new Map([[1, 2], [2, 1]]));
});

test("many views are taken at a time", async () => {
  const views = Array.from({ length: 5000 }, (_, n) => ({ message: n % 7, reader: `reader ${n}` }));
  await record(services, views);
  const counted = await readers(services);
  expect([...counted.values()].reduce((sum, count) => sum + count, 0)).toBe(5000);
});

test("a board that nobody has read has no readers", async () => {
  expect(await readers(services)).toEqual(new Map());
});
