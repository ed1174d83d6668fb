import { get } from "./transport";
import type { RatesApi } from "./types";

export const ratesApi: RatesApi = { latest: () => get("/rates") };
