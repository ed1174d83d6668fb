import { Pool } from "pg";

export class Stock {
  private readonly pool = new Pool();

  async count(id: string) {
    return this.pool.query("select 1", [id]);
  }
}
