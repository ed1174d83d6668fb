export * from "./redis";
export * from "./rules";
