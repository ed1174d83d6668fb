import { Pool } from "pg";

const kept = globalThis as unknown as { database?: Pool };
export const database = kept.database ?? new Pool();
