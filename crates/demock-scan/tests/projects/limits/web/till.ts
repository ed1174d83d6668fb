import axios from "axios";
import type { Sender } from "./sender";

export class Till {
    constructor(private readonly sender: Sender) {}

    tell(text: string) {
        return this.sender.send(text);
    }

    say(text: string) {
        console.log(text);
    }
}

export class Courier {
    send(text: string) {
        return text.trim();
    }
}

export class HttpCourier extends Courier {
    send(text: string) {
        return axios.post("/telegrams", { text });
    }
}
