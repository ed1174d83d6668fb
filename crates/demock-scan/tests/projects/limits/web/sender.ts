export interface Sender {
    send(text: string): Promise<void>;
}
