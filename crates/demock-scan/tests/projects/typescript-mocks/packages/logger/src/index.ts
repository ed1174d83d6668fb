export class Logger {
  constructor(private readonly name: string) {}

  log(text: string) {
    this.put(text);
  }

  private put(text: string) {
    process.stdout.write(`${this.name}: ${text}`);
  }
}

export function createLogger(name: string) {
  return new Logger(name);
}
