import { Repository } from "typeorm";
import { HttpService } from "@nestjs/axios";
import { Mailer } from "./mailer";

export class Order {}

export class Orders {
  constructor(
    private readonly kept: Repository<Order>,
    private readonly rates: HttpService,
    private readonly mailer: Mailer,
  ) {}

  async place(order: Order) {
    const rate = await this.rates.get("/rate");
    if (!rate) throw new Error("no rate");
    await this.kept.save(order);
    await this.mailer.send("a");
    return 1;
  }
}
