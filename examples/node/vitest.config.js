import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.js"],
    // Every file empties the board before each of its tests, and all run at a time: each worker has services of its own.
    minWorkers: 4,
    maxWorkers: 4,
    testTimeout: 20_000,
  },
});
