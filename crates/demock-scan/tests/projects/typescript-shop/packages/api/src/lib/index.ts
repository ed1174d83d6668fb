export { redis as store } from "./redis";
export * from "./clock";
