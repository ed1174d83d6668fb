import axios from "axios";

export class Client {
  constructor(private readonly base: string) {}

  async get(path: string, query: Record<string, string> = {}) {
    const url = new URL(path, this.base);
    for (const [name, value] of Object.entries(query)) {
      url.searchParams.set(name, value);
    }
    const answer = await axios.get(url.toString());
    if (answer.status === 204) {
      return undefined;
    }
    return answer.data;
  }
}
