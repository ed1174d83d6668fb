export async function get(path: string): Promise<string> {
  return (await fetch(`https://tools.example/${path}`)).text()
}
