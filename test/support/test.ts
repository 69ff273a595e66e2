/**
 * Playwright's `test` for stories of several people. Contexts that a test opens itself stay open until the browser ends, each with
 * its session, its reconnecting and its timers: after some dozens a small machine does nothing else. So they go with their test.
 */
import { test as base } from '@playwright/test';

export const test = base.extend<{ readonly closesContexts: undefined }>({
  closesContexts: [
    async ({ browser }, use) => {
      await use(undefined);
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    { auto: true },
  ],
});
