import { Test } from "@nestjs/testing";
import { getRepositoryToken } from "@nestjs/typeorm";
import { HttpService } from "@nestjs/axios";
import { expect, it, vi } from "vitest";
import { customers } from "../src/customers";
import { Order, Orders } from "../src/orders";
import { FakeMailer } from "./fakeMailer";

vi.mock("../src/stock");
vi.mock("../src/customers");

const rates = { get: vi.fn() };
const kept = {
  save: vi.fn(),
};

it("is provided", async () => {
  const module = await Test.createTestingModule({
    providers: [
      Orders,
      { provide: getRepositoryToken(Order), useValue: { save: vi.fn() } },
      { provide: HttpService, useValue: rates },
      { provide: "PARCEL_QUEUE", useValue: { add: vi.fn() } },
      { provide: "Mailer", useClass: FakeMailer },
    ],
  }).compile();
  expect(await module.get(Orders).place(new Order())).toBe(1);
});

it("is constructed", async () => {
  const orders = new Orders(kept as any, { get: vi.fn() } as any, { send: vi.fn() });
  expect(await orders.place(new Order())).toBe(1);
});

it("finds", async () => {
  vi.spyOn(customers, "find").mockResolvedValue([] as any);
  expect(await customers.find("a")).toEqual([]);
});
