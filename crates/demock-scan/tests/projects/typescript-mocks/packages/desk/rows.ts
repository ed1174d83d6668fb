import { Pool } from "pg";

const pool = new Pool();

export function rows() {
  return pool.query("select * from orders");
}
