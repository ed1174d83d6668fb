export interface Mailer {
  send(to: string, text: string): Promise<void>;
}
