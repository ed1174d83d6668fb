import { Client } from "./client";

const client = new Client("https://desk.acme.dev");

export async function listInstances(project: string) {
  const found: string[] = [];
  const missing: string[] = [];
  let page: string | undefined;
  do {
    const query = page ? { page } : {};
    const answer = await client.get(`/projects/${project}/instances`, query);
    found.push(...(answer.found ?? []));
    missing.push(...(answer.missing ?? []));
    page = answer.next;
  } while (page);
  const known = new Set(missing);
  return { found, missing: [...known] };
}
