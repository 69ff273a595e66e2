/** Browser tests: the engine and the elements in a real Chromium, served through the build's own transform. */
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { CHROME_FLAGS, testBrowserPath } from './scripts/browser.ts';
import { contractMiddleware } from './test/support/contract-middleware.ts';
import { countReporter } from './test/support/count-reporter.ts';
import { mirrorPlugin } from './test/support/mirror-plugin.ts';
import { typescriptPlugin } from './test/support/typescript-plugin.ts';

/** Test files run side by side, and a page that is not painted scrolls without an event. */
const KEEP_PAINTING = [
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
];

/** So that a test can ask whether an object is let go of. */
const EXPOSE_GC = '--js-flags=--expose-gc';

/** A window for each: of two tabs of one window only one is painted, and what waits for a frame would wait for the other's end. */
async function openWindow({ context }) {
  const own = await context.browser().createBrowserContext();
  return own.newPage();
}

/** For `npm run fuzz:masking`, which says how long, and from which seed. */
const fuzzOptions = {
  name: 'fuzz-options',
  serve: ({ path }) =>
    path === '/fuzz-options.json'
      ? { type: 'json', body: JSON.stringify({ seed: process.env.FUZZ_SEED, cases: process.env.FUZZ_CASES }) }
      : undefined,
};

export default {
  files: 'test/browser/**/*.test.ts',
  rootDir: import.meta.dirname,
  nodeResolve: { exportConditions: ['production'] },
  // Without the moving progress lines, which garble a log.
  staticLogging: true,
  concurrency: 2,
  browsers: [
    chromeLauncher({
      createPage: openWindow,
      launchOptions: { executablePath: testBrowserPath(), args: [...CHROME_FLAGS, ...KEEP_PAINTING, EXPOSE_GC] },
    }),
  ],
  middleware: [contractMiddleware],
  plugins: [typescriptPlugin(), mirrorPlugin(), fuzzOptions],
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: false }),
    countReporter(process.env.TEST_COUNTS_FILE),
  ],
  testFramework: { config: { timeout: 20_000 } },
  // One file may hold several hundred random cases.
  testsFinishTimeout: process.env.FUZZ_CASES ? 7_200_000 : 300_000,
};
