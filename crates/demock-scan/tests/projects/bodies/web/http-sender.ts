import axios from "axios";
import type { Sender } from "./rates";

export class HttpSender implements Sender {
    async send(text: string) {
        await axios.post("/telegrams", { text });
    }

    count(text: string) {
        return text.length;
    }
}
