import { beforeEach, describe, expect, it, vi } from "vitest";
import makeCache, { FakeMail, makeStore as storeOf } from "./helpers";
import * as helpers from "./helpers";

describe("shop", () => {
  beforeEach(() => {
    vi.spyOn(console, "log");
  });

  it("reads", () => {
    expect(storeOf().get("a")).toBe(undefined);
  });

  it("sends", () => {
    expect(helpers.makeBus()).toBeDefined();
  });

  describe("inner", () => {
    it("mails", () => {
      expect(new FakeMail()).toBeDefined();
    });
  });
});

it("caches", () => {
  expect(makeCache()).toBeDefined();
});

it("is alone", () => {
  expect(1 + 1).toBe(2);
});
