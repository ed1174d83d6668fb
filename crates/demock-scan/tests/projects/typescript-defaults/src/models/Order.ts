import Base from "./Base";

class Order extends Base {
  total() {
    return 3;
  }
}

export default Order;
