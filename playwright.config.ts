/**
 * End-to-end tests: the product as `npm start` runs it, a real browser, customers' pages on origins of their own.
 * The browser is the one that scripts/browser.ts finds.
 */
import { defineConfig } from '@playwright/test';
import { CHROME_FLAGS, testBrowserPath } from './scripts/browser.ts';
import { nextFreePort } from './scripts/port.ts';

/** The service's first port in tests: not `npm start`'s, which may be running beside them. */
const FIRST_PORT = 18_787;

// Every worker process of Playwright loads this file again and must find the port that the first one chose.
process.env['E2E_PORT'] ??= String(await nextFreePort(FIRST_PORT));
const port = process.env['E2E_PORT'];
const countsFile = process.env['TEST_COUNTS_FILE'];

export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results',
  workers: 2,
  // Two browsers, five agents and workerd share a small machine.
  timeout: 90_000,
  expect: { timeout: 20_000 },
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ...(countsFile ? [['json', { outputFile: countsFile }] as const] : [])],
  use: {
    baseURL: `http://localhost:${port}`,
    // A trace films every page of every context, which takes more of a small machine than the tests; `TRACE=1` asks for it.
    trace: process.env['TRACE'] ? 'retain-on-failure' : 'off',
    launchOptions: { executablePath: testBrowserPath(), args: [...CHROME_FLAGS] },
    // Dots that pulse in a dozen pages keep a machine without a graphics card busy; tests of motion emulate it themselves.
    contextOptions: { reducedMotion: 'reduce' },
  },
  webServer: {
    command: 'node scripts/start.ts --no-build --fresh',
    url: `http://localhost:${port}/healthz`,
    env: { PORT: port },
    reuseExistingServer: false,
    stdout: 'ignore',
    // Playwright would kill it at once, and leave workerd behind.
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
});
