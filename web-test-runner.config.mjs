/** Browser tests: the engine and the elements in a real Chromium, served through the build's own transform. */
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { CHROME_FLAGS, chromePath } from './scripts/browser.ts';
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

export default {
  files: 'test/browser/**/*.test.ts',
  rootDir: import.meta.dirname,
  nodeResolve: { exportConditions: ['production'] },
  // Without the moving progress lines, which garble a log.
  staticLogging: true,
  concurrency: 2,
  browsers: [
    chromeLauncher({ launchOptions: { executablePath: chromePath(), args: [...CHROME_FLAGS, ...KEEP_PAINTING] } }),
  ],
  middleware: [contractMiddleware],
  plugins: [typescriptPlugin(), mirrorPlugin()],
  reporters: [
    defaultReporter({ reportTestResults: true, reportTestProgress: false }),
    countReporter(process.env.TEST_COUNTS_FILE),
  ],
  testFramework: { config: { timeout: 20_000 } },
  // One file may hold several hundred random cases.
  testsFinishTimeout: 300_000,
};
