export function ordered(changes: { at: number }[]) {
  return changes.sort((a, b) => a.at - b.at);
}

export function logChange(text: string) {
  process.stdout.write(text);
}
