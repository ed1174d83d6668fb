import { Client } from "./client";

const client = new Client("https://releases.example.org");

export async function latest(name: string) {
  const answer = await client.get(`/releases/${name}/latest`);
  return answer.body;
}
