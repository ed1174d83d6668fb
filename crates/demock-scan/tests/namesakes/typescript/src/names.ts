import { join as first } from "acmelib";

export function join(parts: string[]): string {
  const all = parts.filter((part) => part.length > 0);
  return all.join("/");
}

export function getClient(parts: string[]): string {
  const all = [first(parts), ...parts];
  return all[0];
}

export class AcmelibClient {
  private names: string[] = [];

  name(text: string): string {
    this.names.push(text);
    if (!text) throw new Error("empty");
    return join([text, String(this.names.length)]);
  }

  count(): number {
    return this.names.length + 1;
  }
}
