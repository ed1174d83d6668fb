import { expect, test, vi } from "vitest";
import { createClient } from "redis";
import axios from "axios";
import { Line } from "../src/redis";
import { Shelf } from "@shop/redis";

vi.mock("redis");
vi.mock("axios");
vi.mock("../src/redis");
vi.mock("@shop/redis");

test("replaces", () => {
  vi.spyOn(Line.prototype, "next").mockReturnValue(1);
  vi.spyOn(Shelf.prototype, "first").mockReturnValue(1);
  vi.spyOn(axios, "get").mockReturnValue(1);
  expect(createClient()).toBe(1);
});
