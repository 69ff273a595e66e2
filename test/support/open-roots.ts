/** Opens the roots that are closed to everybody else, the panel's among them, so that a test can look inside. */
import type { BrowserContext, Page } from '@playwright/test';

/** From the next document on. */
export async function openRoots(target: Page | BrowserContext): Promise<void> {
  await target.addInitScript(() => {
    const { attachShadow } = Element.prototype;
    Element.prototype.attachShadow = function open(options) {
      return attachShadow.call(this, { ...options, mode: 'open' });
    };
  });
}
