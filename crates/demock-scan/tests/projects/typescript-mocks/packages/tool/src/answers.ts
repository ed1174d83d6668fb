import OpenAI from "openai";

export async function readResponse(model: OpenAI, lines: string[]) {
  const kept = lines.filter((line) => line.trim() !== "");
  const long = kept.filter((line) => line.length > 80);
  const short = kept.filter((line) => line.length <= 80);
  const marked: string[] = [];
  for (const line of long) {
    marked.push(`* ${line.slice(0, 80)}`);
  }
  for (const line of short) {
    marked.push(`- ${line}`);
  }
  if (marked.length === 0) {
    return "";
  }
  const words = marked.flatMap((line) => line.split(" "));
  const counted = new Map<string, number>();
  for (const word of words) {
    counted.set(word, (counted.get(word) ?? 0) + 1);
  }
  const [most] = [...counted.entries()].sort((a, b) => b[1] - a[1]);
  const prompt = marked.join("\n") + most[0];
  const answer = await model.responses.create({ model: "any", input: prompt });
  const text = answer.output_text.trim();
  if (text.startsWith("*")) {
    return text.slice(1);
  }
  return text;
}
