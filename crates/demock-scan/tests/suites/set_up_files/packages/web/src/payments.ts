export async function pay(cents: number): Promise<string> {
  const answer = await fetch(`https://pay.example/charge?cents=${cents}`)
  return answer.text()
}
