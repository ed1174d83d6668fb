export async function loadRules() {
  return (await fetch("https://rules.example.org")).json();
}

export function isAllowed(rule: string) {
  return rule !== "none";
}

export function ranked(rules: string[]) {
  return rules.sort();
}
