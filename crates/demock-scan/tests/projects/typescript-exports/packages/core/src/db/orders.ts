import { Pool } from "pg";

const pool = new Pool();

export const listOrders = () => pool.query("select 1");
