import { store } from "./lib";

export class OrderService {
  place() {
    return store.get("x");
  }
}

export function price() {
  return 1;
}
