const port = process.env.WORKER_PORT ?? "4100";

export async function askWorker(order: string) {
  const answer = await fetch(`http://127.0.0.1:${port}/orders/${order}`);
  if (!answer.ok) {
    throw new Error(`the worker answers ${answer.status}`);
  }
  return answer.json();
}
