export async function latest(): Promise<unknown> {
  return fetch("https://api.example.org/rates");
}
