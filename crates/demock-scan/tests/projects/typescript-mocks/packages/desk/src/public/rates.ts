export async function rates() {
  const answer = await fetch("https://rates.example.org/latest");
  return answer.json();
}
