import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.js"],
    // The files share one Redis and one ClickHouse.
    fileParallelism: false,
    testTimeout: 20_000,
  },
});
