import { MongoClient } from "mongodb";

export async function send(client: MongoClient, row: object) {
  return client.db().collection("rows").insertOne(row);
}
