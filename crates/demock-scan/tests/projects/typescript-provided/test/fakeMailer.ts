import { Mailer } from "../src/mailer";

export class FakeMailer implements Mailer {
  sent: string[] = [];

  async send(to: string) {
    this.sent.push(to);
  }
}
