import { beforeEach, expect, it, vi } from "vitest";
import { replacer } from "./replacer";
import { Telegrams, type Sender } from "./rates";

vi.mock("./rates");

let telegrams;

beforeEach(() => {
    telegrams = new Telegrams(undefined);
});

it("sends", async () => {
    vi.spyOn(Telegrams.prototype, "words");
    vi.spyOn(telegrams, "send");
    const sender: Sender = {
        send: vi.fn(),
        count: vi.fn(),
    };
    const given = vi.fn();
    await replacer.mock("./rates", () => ({ rates: given }));
    expect(sender).toBeDefined();
});
