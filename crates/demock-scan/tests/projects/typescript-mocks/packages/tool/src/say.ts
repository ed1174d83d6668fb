import { lines } from "./lines/all";

export function logSuccess(text: string) {
  lines.push(`ok: ${text}`);
}
