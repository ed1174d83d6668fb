import { database } from "./db";

export const customers = {
  find: async (id: string) => database.query("select 1", [id]),
  async all() {
    return database.query("select 1");
  },
};
