export function total(lines: number[]) {
  return lines.reduce((sum, line) => sum + line, 0);
}
