import { expect, it, vi } from "vitest";
import { Courier, Till } from "./till";

const till = new Till(undefined);

it("sends", async () => {
    vi.spyOn(till, "tell");
    vi.spyOn(till, "say");
    const writeNpmrc = vi.fn();
    await till.keep({ writeNpmrc });
    const courier: Courier = {
        send: vi.fn(),
    };
    expect(courier).toBeDefined();
});
