/** Unit tests that need neither a browser nor the Worker, and tests of scripts and servers as processes of their own. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts', 'test/deploy/**/*.test.ts', 'test/node/**/*.test.ts'],
    environment: 'node',
    // A machine that has much to do is no failure; what hangs is one.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
