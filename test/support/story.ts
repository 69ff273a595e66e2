/** The two people of a story: a customer on a site, an agent at the service's desk. */
import { expect, type Browser, type Frame, type FrameLocator, type Page } from '@playwright/test';
import { WireTap } from './wire-tap.ts';

/** What the fixtures' pages say is masked, as one selector, with what is masked always. */
export const MASKED = '.pii-mask, [data-sensitive="true"], input[type="password"]';

interface CobrowseState {
  readonly pin?: string;
  readonly pins?: Readonly<Record<string, string>>;
  readonly events: readonly { readonly name: string; readonly detail?: Record<string, unknown> }[];
  readonly error?: { readonly code: number; readonly errorMsg: string };
}

export class Customer {
  readonly page: Page;
  readonly tap: WireTap;

  constructor(page: Page) {
    this.page = page;
    this.tap = new WireTap(page);
  }

  /** In a browser context of their own. */
  static async open(browser: Browser, address: string): Promise<Customer> {
    const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
    const customer = new Customer(await context.newPage());
    await customer.page.goto(address);
    return customer;
  }

  /** Starts a session by the fixture's own function; answers its PIN. */
  async start(): Promise<string> {
    await this.page.waitForFunction('window.cobrowse?.session');
    await this.page.evaluate('window.startSession()');
    await this.page.waitForFunction('window.cobrowse.pin');
    return (await this.state()).pin ?? '';
  }

  state(): Promise<CobrowseState> {
    return this.page.evaluate('({ ...window.cobrowse, session: undefined })');
  }

  async eventNames(): Promise<string[]> {
    return (await this.state()).events.map(({ name }) => name);
  }

  async heard(name: string): Promise<void> {
    await expect.poll(() => this.eventNames()).toContain(name);
  }

  /** One step of the tour fixture. */
  step(name: string): Promise<unknown> {
    return this.page.evaluate(`void window.tour[${JSON.stringify(name)}]()`);
  }
}

export class Agent {
  readonly page: Page;
  readonly tap: WireTap;

  constructor(page: Page) {
    this.page = page;
    this.tap = new WireTap(page);
  }

  /** At the service's desk, with a token for this user. */
  static async open(browser: Browser, service: string, userId: string): Promise<Agent> {
    const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
    const agent = new Agent(await context.newPage());
    await agent.page.goto(await deskAddress(service, userId));
    return agent;
  }

  get pinField() {
    return this.page.getByRole('textbox', { name: 'PIN' });
  }

  async enter(pin: string): Promise<void> {
    await this.pinField.fill(pin);
    await this.pinField.press('Enter');
  }

  async join(pin: string): Promise<void> {
    await this.enter(pin);
    await expect.poll(() => this.mirrorFrame() !== undefined).toBe(true);
    await this.mirror.locator('body').waitFor();
  }

  get mirror(): FrameLocator {
    // While a new one takes over there are two, the new one behind the old.
    return this.page.frameLocator('iframe[sandbox]').last();
  }

  /** The frame of the top document's mirror. */
  mirrorFrame(): Frame | undefined {
    return this.page.mainFrame().childFrames().at(-1);
  }
}

/** The service's desk, for this user. */
export async function deskAddress(service: string, userId: string): Promise<string> {
  return `${service}/sdkapi/zcb/frame-templates/desk?access_token=${await agentToken(service, userId)}`;
}

/** Tokens as the development service mints them. */
export async function agentToken(service: string, userId: string): Promise<string> {
  const response = await fetch(`${service}/`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ role: 2, userId, userName: `Agent ${userId}` }),
  });
  const { token } = (await response.json()) as { token: string };
  return token;
}
