import { expect, test } from "vitest";
import { newest, write } from "../src/messages.js";
import { board } from "./board.js";

const services = board();

test("a board on which nobody writes stays as it is", async () => {
  await write(services, "ann", "alone");
  for (let look = 0; look < 40; look += 1) {
    const { messages } = await newest(services);
    expect(messages.map((message) => message.body)).toEqual(["alone"]);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
});
