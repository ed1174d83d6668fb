import axios from "axios";

export async function rates(day: string) {
    return (await axios.get(`/rates/${day}`)).data;
}

export interface Sender {
    send(text: string): Promise<void>;
    count(text: string): number;
}

export class Telegrams {
    constructor(private readonly line: WebSocket) {}

    send(text: string) {
        this.line.send(text);
    }

    words(text: string) {
        return text.split(" ");
    }
}
