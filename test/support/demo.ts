/** What the demo pages' tests share: a page whose console is listened to, and the agent at `<cobrowse-agent-desk>`. */
import { expect, type Browser, type BrowserContextOptions, type FrameLocator, type Page } from '@playwright/test';
import { axeProblems, darkProblems } from './looks.ts';
import { WireTap } from './wire-tap.ts';

/** A demo page in a browser context of its own. */
export class DemoPage {
  readonly page: Page;
  readonly tap: WireTap;
  /** Errors and warnings of the console, Content-Security-Policy's among them, uncaught errors, and failed requests. */
  readonly problems: string[] = [];

  private constructor(page: Page) {
    this.page = page;
    this.tap = new WireTap(page);
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.problems.push(message.text());
    });
    page.on('pageerror', (error) => this.problems.push(error.message));
    page.on('response', (response) => {
      if (response.status() >= 400) this.problems.push(`${response.status()} ${new URL(response.url()).pathname}`);
    });
  }

  static async open(browser: Browser, path: string, options: BrowserContextOptions = {}): Promise<DemoPage> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US', ...options });
    const demo = new DemoPage(await context.newPage());
    await demo.page.goto(path);
    return demo;
  }

  /** Presses `<cobrowse-button>` under its label; answers the PIN. */
  async share(label: string | RegExp): Promise<string> {
    await this.page.locator('cobrowse-button').getByRole('button', { name: label }).click();
    await this.isIn('waiting');
    return this.page.evaluate<string>('document.querySelector("cobrowse-button").pin');
  }

  /** Waits for a state of the button. */
  async isIn(state: string): Promise<void> {
    await expect.poll(() => this.page.evaluate('document.querySelector("cobrowse-button").state')).toBe(state);
  }

  /** What axe finds wrong in light and dark, in the page and in the frames of ours. */
  async accessProblems(): Promise<string[]> {
    const found = [...(await axeProblems(this.page)), ...(await darkProblems(this.page))];
    // The mirror shows what the customer's page is, and is no page of ours.
    const inner = this.page.frames().filter((frame) => frame.parentFrame() === this.page.mainFrame());
    for (const frame of inner) found.push(...(await axeProblems(frame)));
    return found;
  }

  /** The service's desk inside `<cobrowse-agent-desk>`. */
  get desk(): FrameLocator {
    return this.page.frameLocator('cobrowse-agent-desk iframe');
  }

  get mirror(): FrameLocator {
    return this.desk.frameLocator('iframe[sandbox]').last();
  }

  async join(pin: string): Promise<void> {
    const field = this.desk.getByRole('textbox', { name: 'PIN' });
    await field.fill(pin);
    await field.press('Enter');
    await this.mirror.locator('body').waitFor();
  }
}

/** Keys of texts that are still without a Chinese character, after a page was switched to Chinese. */
export function untranslated(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-text]')]
      .filter(({ textContent }) => !/\p{Script=Han}/u.test(textContent ?? ''))
      .map((element) => element.dataset['text'] ?? ''),
  );
}
