/** Playwright fixtures: one stand-in and one Worker of its own for each of Playwright's processes. */
import { test as base } from '../test.ts';
import { startZoomStandIn, type ZoomStandIn } from './index.ts';
import { startWorker } from './worker.ts';

const SDK_KEY = 'stand-in-key';
const SDK_SECRET = 'a-secret-that-only-tests-of-the-stand-in-know-0123456789';

export interface ZoomFixtures {
  /** The stand-in in good behaviour, with no records of what came before. */
  readonly zoom: ZoomStandIn;
  /** Origin of the Worker that serves the script tag and the tokens; its service is the stand-in. */
  readonly worker: string;
}

interface WorkerFixtures {
  readonly standIn: ZoomStandIn;
  readonly standInWorker: string;
}

export const test = base.extend<ZoomFixtures, WorkerFixtures>({
  standIn: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern.
    async ({}, use) => {
      await using standIn = await startZoomStandIn({ sdkKey: SDK_KEY, sdkSecret: SDK_SECRET });
      await use(standIn);
    },
    { scope: 'worker' },
  ],
  standInWorker: [
    async ({ standIn }, use, { workerIndex }) => {
      const variables = { ZOOM_SDK_KEY: SDK_KEY, ZOOM_SDK_SECRET: SDK_SECRET, SERVICE_URL: standIn.origin };
      await using worker = await startWorker(variables, workerIndex);
      await use(worker.origin);
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  zoom: async ({ standIn }, use) => {
    standIn.reset();
    await use(standIn);
  },
  worker: async ({ standInWorker }, use) => use(standInWorker),
});
