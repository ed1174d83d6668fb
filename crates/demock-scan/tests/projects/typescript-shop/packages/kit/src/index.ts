export { vi, expect } from "vitest";
export { makeClient } from "./client";
