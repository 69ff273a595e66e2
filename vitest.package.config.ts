/** Tests of the npm package as it would be published: packed once, unpacked into a project, and used there. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/package/**/*.test.ts'],
    environment: 'node',
    globalSetup: ['test/package/support/packed.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
