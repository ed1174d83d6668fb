import { describe, it, vi } from "vitest";
import axios from "axios";
import * as orders from "../src/orders";
import { OrderService } from "@/orders";
import { store } from "@/lib";
import { redis } from "../src/lib/redis.js";

vi.mock("../src/lib/redis");
vi.mock("@/lib/redis", () => ({ redis: { get: vi.fn() } }));
vi.mock("../src/orders");
vi.mock("axios");
vi.mock("fs/promises");
vi.mock("@shop/kit");

describe("orders", () => {
  it("replaces members", () => {
    vi.spyOn(store, "get");
    vi.spyOn(redis, "get");
    vi.spyOn(orders, "price");
    vi.spyOn(OrderService.prototype, "place");
    vi.spyOn(axios, "post");
    vi.spyOn(Date, "now");
    vi.spyOn(console, "error");
    vi.stubGlobal("fetch", () => null);
    const service = new OrderService();
    vi.spyOn(service, "place");
    const llmClient = vi.fn();
    const callback = vi.fn();
    return [llmClient, callback];
  });
});
