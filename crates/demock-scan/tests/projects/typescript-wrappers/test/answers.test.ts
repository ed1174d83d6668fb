import { http, HttpResponse } from "msw";

export const answers = [
  http.post("*/v1/chat/completions", () => HttpResponse.json({})),
  http.get("*://rates.example/latest", () => HttpResponse.json({})),
];
