import axios from "axios";

export function withMailProvider(handler: (given: object) => object) {
  return (given: object) => handler({ ...given, address: axios.defaults.baseURL });
}
