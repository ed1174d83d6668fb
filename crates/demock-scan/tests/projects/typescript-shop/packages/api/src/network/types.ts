export interface RatesApi {
  latest(): Promise<number>;
}
export const isRate = (value: unknown) => typeof value === "number";
