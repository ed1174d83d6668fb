export function say(line: string) {
  console.log(line);
}
