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
  // Who signs in for development has no name.
  await agent.route('**/agent/token', (route) => {
    const asked: unknown = route.request().postDataJSON();
    return route.continue({
      postData: JSON.stringify({ ...(asked instanceof Object && asked), userName: 'Grace Hopper' }),
    });
  });
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

/** The customer's panel can be looked into from now on; else it is closed to everybody. To be called before they share. */
export async function openPanels({ customer }: Story): Promise<void> {
  await customer.addInitScript(`{
    const { attachShadow } = Element.prototype;
    Element.prototype.attachShadow = function open(options) {
      return attachShadow.call(this, { ...options, mode: 'open' });
    };
  }`);
  await customer.reload();
}

/** The agent presses the middle of an element of the customer's page. */
export async function pressOver({ agent, desk }: Story, selector: string): Promise<void> {
  const element = desk.frameLocator('iframe').locator(selector).first();
  const inner = await element.evaluate((found) => {
    const { x, y, width, height } = found.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  // The desk scales the frame, which the browser's driver leaves out.
  const place = await desk
    .locator('iframe')
    .first()
    .evaluate((frame, { x, y }) => {
      const box = frame.getBoundingClientRect();
      const scale = box.width / frame.clientWidth;
      return { x: box.x + x * scale, y: box.y + y * scale };
    }, inner);
  const outer = await agent.locator('cobrowse-agent-desk iframe').first().boundingBox();
  if (!outer) throw new Error('no desk');
  await agent.mouse.click(outer.x + place.x, outer.y + place.y);
}

/**
 * The customer shares, the agent types the PIN and sees the page.
 * @param waiting between the two
 */
export async function join({ customer, desk }: Story, waiting?: () => Promise<void>): Promise<void> {
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
  await waiting?.();
  await desk.locator('input').fill(pin);
  await desk.locator('input').press('Enter');
  await desk.frameLocator('iframe').locator('main').first().waitFor();
  // The tools are loaded one by one; a line stands between them.
  await desk.locator('cobrowse-tool-bar hr').nth(1).waitFor();
}
