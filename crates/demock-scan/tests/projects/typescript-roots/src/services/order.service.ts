import { inject } from "@angular/core";
import { HttpClient } from "@angular/common/http";
import { BaseService } from "./base.service";

export interface Payer {
  pay(id: string): unknown;
}

export class OrderService extends BaseService implements Payer {
  pay(id: string) {
    return this.http.post(`/api/orders/${id}`, {});
  }

  total(prices: number[]) {
    return prices.reduce((sum, price) => sum + price, 0);
  }
}

abstract class Signed {
  protected http: HttpClient = inject(HttpClient);
}

export class RefundService extends Signed {
  refund(id: string) {
    return this.http.delete(`/api/orders/${id}`);
  }
}
