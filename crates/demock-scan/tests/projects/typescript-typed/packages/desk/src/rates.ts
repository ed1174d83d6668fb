export async function latest(): Promise<string> {
  return (await fetch("https://rates.example.com")).text();
}
