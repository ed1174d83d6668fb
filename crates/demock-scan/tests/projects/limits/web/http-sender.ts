import axios from "axios";
import type { Sender } from "./sender";

export class HttpSender implements Sender {
    async send(text: string) {
        await axios.post("/telegrams", { text });
    }
}
