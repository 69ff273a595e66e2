/** The people of the pictures: a customer at the demo bank, an agent at the hosted desk, in browsers of their own. */
import type { Browser, BrowserContextOptions, FrameLocator, Page } from '@playwright/test';

/** A picture may wait this long for what it shows. */
const PATIENCE_MS = 60_000;

export interface Story {
  readonly customer: Page;
  readonly agent: Page;
  /** The service's desk, inside the hosted page. */
  readonly desk: FrameLocator;
  close(): Promise<void>;
}

/** Both before anything has happened: the customer looks at the loan, the agent at the form. */
export async function openStory(
  browser: Browser,
  origin: string,
  agentScreen: BrowserContextOptions,
  customerScreen: BrowserContextOptions = { viewport: { width: 1180, height: 760 } },
): Promise<Story> {
  const contexts = await Promise.all([browser.newContext(customerScreen), browser.newContext(agentScreen)]);
  const [customer, agent] = await Promise.all(contexts.map((context) => context.newPage()));
  if (!customer || !agent) throw new Error('no pages');
  for (const page of [customer, agent]) page.setDefaultTimeout(PATIENCE_MS);
  await Promise.all([customer.goto(`${origin}/demo/customer/`), agent.goto(`${origin}/desk`)]);
  const desk = agent.frameLocator('cobrowse-agent-desk iframe');
  await desk.locator('input').waitFor();
  return {
    customer,
    agent,
    desk,
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
    },
  };
}

/** The customer shares, the agent types the PIN and sees the page. */
export async function join({ customer, desk }: Story): Promise<void> {
  const button = customer.locator('cobrowse-button');
  await button.locator('button').first().click();
  // Not `waitForFunction`, which the bank's policy forbids.
  const pin = await button.evaluate(
    (element) =>
      new Promise<string>((resolve) => {
        const look = (): void => {
          const known: unknown = Reflect.get(element, 'pin');
          if (typeof known === 'string' && known !== '') resolve(known);
        };
        element.addEventListener('cobrowse-pincode-updated', look);
        look();
      }),
  );
  await desk.locator('input').fill(pin);
  await desk.locator('input').press('Enter');
  await desk.frameLocator('iframe').locator('main').first().waitFor();
  await desk.locator('cobrowse-tool-bar').waitFor();
}
