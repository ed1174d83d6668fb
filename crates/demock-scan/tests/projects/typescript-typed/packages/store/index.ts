import { Pool } from "pg";

export class Rows {
  private pool = new Pool();

  find(id: string) {
    return this.pool.query("select 1 where id = $1", [id]);
  }
}

export function label(id: string): string {
  return `row ${id}`;
}
