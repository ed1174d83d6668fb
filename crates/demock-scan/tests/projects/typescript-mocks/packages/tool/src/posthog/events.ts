import { PostHog } from "posthog-node";

let known: PostHog | undefined;

function client() {
  if (known) {
    return known;
  }
  if (process.env.QUIET) {
    return undefined;
  }
  known = new PostHog("key");
  return known;
}

export function captured(name: string, given: Record<string, string>) {
  client()?.capture({ event: name, distinctId: given.id ?? "nobody", properties: given });
}
