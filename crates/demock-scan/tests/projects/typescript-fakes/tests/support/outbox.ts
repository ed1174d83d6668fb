import type { Mailer } from '../../src/mailer';

export class Outbox implements Mailer {
  readonly sent: string[] = [];

  async send(to: string, text: string): Promise<void> {
    this.sent.push(`${to}: ${text}`);
  }
}
