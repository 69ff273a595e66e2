/** A page with our script tag on it, as a test sees it: its button, what the button told the page, and what was asked for. */
import { expect, type Browser, type Locator, type Page } from '@playwright/test';

export interface HeardEvent {
  readonly name: string;
  readonly detail: Readonly<Record<string, unknown>> | null;
  /** Id of the element that it came from. */
  readonly from: string;
}

const EVENTS = [
  'start-request',
  'pincode-updated',
  'session-started',
  'session-joined',
  'session-left',
  'agent-joined',
  'agent-left',
  'session-reconnecting',
  'remote-assist-started',
  'remote-assist-stopped',
  'session-ended',
  'customer-focus-lost',
  'customer-transferred',
  'error',
  'state-change',
].map((name) => `cobrowse-${name}`);

/** Runs in the page, before anything of the page's own and whatever its policy. */
function recordEvents(names: readonly string[]): void {
  const heard: unknown[] = [];
  Reflect.set(window, 'heard', heard);
  for (const name of names) {
    document.addEventListener(name, (event) => {
      const [target] = event.composedPath();
      const from = target instanceof Element ? target.id : '';
      const detail: unknown = Reflect.get(event, 'detail') ?? null;
      heard.push({ name: name.slice('cobrowse-'.length), detail, from });
    });
  }
}

export class TagPage {
  readonly page: Page;
  /** Addresses of everything that the page asked for. */
  readonly requests: string[] = [];
  /** What the browser and the page wrote to the console. */
  readonly logs: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('console', (message) => this.logs.push(message.text()));
    page.on('pageerror', (error) => this.logs.push(`uncaught ${error.message}`));
  }

  /** In a browser context of its own. `prepare` runs before the page is opened. */
  static async open(
    browser: Browser,
    address: string,
    prepare?: (page: Page) => Promise<unknown>,
    locale = 'en-US',
  ): Promise<TagPage> {
    const context = await browser.newContext({ locale, viewport: { width: 1000, height: 700 } });
    const tagPage = new TagPage(await context.newPage());
    await tagPage.page.addInitScript(recordEvents, EVENTS);
    await prepare?.(tagPage.page);
    await tagPage.page.goto(address);
    return tagPage;
  }

  /** The first button element, in whatever shadow root. */
  get element(): Locator {
    return this.page.locator('cobrowse-button').first();
  }

  get button(): Locator {
    return this.element.getByRole('button').first();
  }

  press(): Promise<void> {
    return this.button.click();
  }

  state(): Promise<unknown> {
    return this.element.evaluate((element) => Reflect.get(element, 'state'));
  }

  async reaches(state: string): Promise<void> {
    await expect.poll(() => this.state()).toBe(state);
  }

  heard(): Promise<readonly HeardEvent[]> {
    return this.page.evaluate('window.heard');
  }

  async names(): Promise<readonly string[]> {
    return (await this.heard()).map(({ name }) => name);
  }

  /** All events but the changes of state, which come with each of them. */
  async facts(): Promise<readonly string[]> {
    return (await this.names()).filter((name) => name !== 'state-change');
  }

  async states(): Promise<readonly unknown[]> {
    const events = await this.heard();
    return events.filter(({ name }) => name === 'state-change').map(({ detail }) => detail?.['state']);
  }

  /** The last error that the page was told of. */
  async error(): Promise<Readonly<Record<string, unknown>> | undefined> {
    const detail = (await this.heard()).findLast(({ name }) => name === 'error')?.detail;
    return detail ?? undefined;
  }

  async pin(): Promise<string> {
    await expect.poll(() => this.names()).toContain('pincode-updated');
    return String((await this.heard()).findLast(({ name }) => name === 'pincode-updated')?.detail?.['pinCode']);
  }

  /** The console's hints for developers. */
  hints(): readonly string[] {
    return this.logs.filter((text) => text.startsWith('[cobrowse]'));
  }
}
