/** Sessions that survive real life (SPEC Y): crashes, caches, sleep, networks that go, a Worker that dies. */
import { chromium, expect, type Browser, type CDPSession, type Page } from '@playwright/test';
import { CHROME_FLAGS, chromePath } from '../../scripts/browser.ts';
import { networkTo } from '../support/network.ts';
import { startService } from '../support/service.ts';
import { serveSite } from '../support/site-server.ts';
import { Agent, Customer, deskAddress } from '../support/story.ts';
import { TagPage } from '../support/tag-page.ts';
import { test } from '../support/test.ts';

/** A customer with a session and one agent who sees the page, the customer behind `customerService`. */
async function pair(
  browser: Browser,
  service: string,
  {
    customerService = service,
    headers = {},
    prepare = () => undefined,
  }: {
    readonly customerService?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly prepare?: (page: Page) => unknown;
  } = {},
) {
  const site = await serveSite('tour', { service: customerService, headers });
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  const customer = new Customer(await context.newPage());
  await prepare(customer.page);
  await customer.page.goto(`${site.origin}/`);
  const pin = await customer.start();
  const agent = await Agent.open(browser, service, 'ann');
  await agent.join(pin);
  await expect(agent.mirror.locator('#title')).toHaveText('Tour');
  return { site, customer, agent, pin, [Symbol.asyncDispose]: () => site.close() };
}

/** The page changes, and the agent sees it. */
async function agentSeesChanges({ customer, agent }: { customer: Customer; agent: Agent }): Promise<void> {
  await customer.step('text');
  await expect(agent.mirror.locator('#title')).toHaveText('Tour, changed');
}

/** A page by the protocol below Playwright, which gives up a page that crashed or came out of a cache. */
class LowLevelPage {
  readonly #session: CDPSession;

  constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<LowLevelPage> {
    return new LowLevelPage(await page.context().newCDPSession(page));
  }

  async crash(): Promise<void> {
    const crashed = new Promise<void>((resolve) => this.#session.once('Inspector.targetCrashed', () => resolve()));
    await this.#session.send('Inspector.enable');
    void this.#session.send('Page.crash').catch(() => undefined);
    await crashed;
  }

  /** What "Reload" in the browser's sad tab does. */
  async restore(): Promise<void> {
    await this.#session.send('Page.reload');
  }

  async evaluate(expression: string): Promise<unknown> {
    const { result } = await this.#session.send('Runtime.evaluate', { expression, returnByValue: true });
    return result.value;
  }
}

test('Y1 a tab that crashed and is restored resumes with the same PIN and agent', async ({ browser, baseURL }) => {
  await using story = await pair(browser, baseURL ?? '');
  const { customer, agent, pin } = story;
  const crashing = await LowLevelPage.of(customer.page);
  await crashing.crash();
  await expect(agent.page.getByText('Tour customer is reconnecting')).toBeVisible();
  await expect(agent.page.getByText(/waits for another [12]:\d\d/)).toBeVisible();
  await crashing.restore();
  await expect.poll(() => crashing.evaluate('window.cobrowse?.pin')).toBe(pin);
  expect(await crashing.evaluate('window.cobrowse.events.map(({ name }) => name).join()')).toContain('session_joined');
  await crashing.evaluate('window.tour.text()');
  await expect(agent.mirror.locator('#title')).toHaveText('Tour, changed');
});

test('Y1 the button resumes by itself after a crash', async ({ browser, baseURL }) => {
  await using site = await serveSite('tag', { service: baseURL ?? '' });
  const tag = await TagPage.open(browser, `${site.origin}/`);
  await tag.press();
  const pin = await tag.pin();
  const agent = await Agent.open(browser, baseURL ?? '', 'bob');
  await agent.join(pin);
  const crashing = await LowLevelPage.of(tag.page);
  await crashing.crash();
  await expect(agent.page.getByText(/is reconnecting/)).toBeVisible();
  await crashing.restore();
  await expect.poll(() => crashing.evaluate('document.querySelector("cobrowse-button")?.state')).toBe('live');
  expect(await crashing.evaluate('document.querySelector("cobrowse-button").pin')).toBe(pin);
  await expect(agent.page.getByText(/is reconnecting/)).toBeHidden();
});

test('Y2 a tab that the page opens has a copy of the marker, and does not fight its opener', async ({
  browser,
  baseURL,
}) => {
  await using story = await pair(browser, baseURL ?? '');
  const { customer } = story;
  const opened = customer.page.waitForEvent('popup');
  await customer.page.evaluate('void window.open("/")');
  const copy = new Customer(await opened);
  await copy.page.waitForFunction('window.cobrowse?.session');
  expect(await copy.page.evaluate('window.cobrowse.session.getSessionInfo().sessionStatus')).toBe('session_idle');
  // One session a browser and site.
  expect(await copy.page.evaluate('window.startSession()')).toMatchObject({ success: false, error: { code: 1004 } });
  await agentSeesChanges(story);
  expect(await customer.eventNames()).not.toContain('session_reconnecting');

  // H5: another browser that has found all of it, as if its page had been left.
  const marker = await customer.page.evaluate(
    `JSON.stringify({ ...JSON.parse(sessionStorage.getItem('cobrowse.session')), left: true, at: Date.now() })`,
  );
  const context = await browser.newContext();
  await context.addInitScript(`sessionStorage.setItem('cobrowse.session', ${JSON.stringify(marker)})`);
  const thief = new Customer(await context.newPage());
  await thief.page.goto(customer.page.url());
  await thief.heard('session_error');
  expect((await thief.state()).events).toMatchObject([{ name: 'session_error', detail: { code: 1012 } }]);
  await customer.step('remove');
  await expect(story.agent.mirror.locator('#list li')).toHaveCount(2);
  expect(await customer.eventNames()).not.toContain('session_reconnecting');

  // Once the first tab has none any more, another may.
  await customer.page.evaluate('window.cobrowse.session.end()');
  await copy.start();
});

test('Y3 a page that comes out of the back/forward cache goes on', async ({ baseURL }) => {
  // Playwright starts browsers without that cache.
  await using browser = await chromium.launch({
    executablePath: chromePath(),
    args: [...CHROME_FLAGS],
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
  const headers = { 'Cache-Control': 'no-cache' };
  await using story = await pair(browser, baseURL ?? '', { headers });
  const { customer, agent } = story;
  const page = await LowLevelPage.of(customer.page);
  await customer.page.evaluate('window.sameDocument = true');
  await page.evaluate('void (location.href = "/inner.html")');
  await expect(agent.page.getByText(/is reconnecting/)).toBeVisible();
  await page.evaluate('history.back()');
  await expect.poll(() => page.evaluate('window.cobrowse?.events.at(-1).name')).toBe('session_joined');
  expect(await page.evaluate('window.sameDocument')).toBe(true);
  await page.evaluate('window.tour.text()');
  await expect(agent.mirror.locator('#title')).toHaveText('Tour, changed');
});

test('Y4 a laptop that slept goes on, though nothing told it that its connection is dead', async ({
  browser,
  baseURL,
}) => {
  await using network = await networkTo(baseURL ?? '');
  await using story = await pair(browser, baseURL ?? '', {
    customerService: network.origin,
    prepare: (page) => page.clock.install(),
  });
  const { customer, agent } = story;
  const session = await customer.page.context().newCDPSession(customer.page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  network.forsake();
  await expect(agent.page.getByText(/is reconnecting/)).toBeVisible();
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  // All that was due meanwhile is late, and the clock has jumped.
  await customer.page.clock.fastForward(60_000);
  await customer.page.clock.runFor(30_000);
  await customer.heard('session_joined');
  await expect(agent.page.getByText(/is reconnecting/)).toBeHidden();
  await agentSeesChanges(story);
});

test('Y4 a network that is gone for 90 seconds costs nothing but the time', async ({ browser, baseURL }) => {
  await using network = await networkTo(baseURL ?? '');
  await using story = await pair(browser, baseURL ?? '', {
    customerService: network.origin,
    prepare: (page) => page.clock.install(),
  });
  const { customer, agent, pin } = story;
  network.cut();
  await customer.heard('session_reconnecting');
  await expect(agent.page.getByText(/waits for another [12]:\d\d/)).toBeVisible();
  await customer.page.clock.runFor(90_000);
  expect(await customer.eventNames()).not.toContain('session_ended');
  await customer.step('rows');
  network.restore();
  await customer.page.clock.runFor(15_000);
  await customer.heard('session_joined');
  expect((await customer.state()).pin).toBe(pin);
  await expect(agent.mirror.locator('#rows tr')).toHaveCount(300);
  await agentSeesChanges(story);
});

test('Y5 a Worker that is killed and started again loses no session, no agent and no PIN', async ({ browser }) => {
  await using service = await startService({});
  await using story = await pair(browser, service.origin);
  const { customer, agent, pin } = story;
  await service.kill();
  await customer.heard('session_reconnecting');
  await expect(agent.page.getByText('Your connection was interrupted')).toBeVisible();
  await customer.step('rows');
  await service.restart();
  await customer.heard('session_joined');
  await expect(agent.mirror.locator('#rows tr')).toHaveCount(300);
  await agentSeesChanges(story);
  expect((await customer.state()).pin).toBe(pin);

  // Another agent, and the first one's reload: neither was forgotten.
  const second = await Agent.open(browser, service.origin, 'cleo');
  await second.join(pin);
  await agent.page.reload();
  await expect(agent.mirror.locator('#title')).toHaveText('Tour, changed');
});

test('D4 a mirror that missed one operation heals by itself', async ({ browser, baseURL }) => {
  await using site = await serveSite('tour', { service: baseURL ?? '' });
  const customer = await Customer.open(browser, `${site.origin}/`);
  const pin = await customer.start();
  const context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  const agent = new Agent(await context.newPage());
  // A gap between two messages is no fault of order: frames for other agents make such gaps as well.
  let lost = 0;
  await agent.page.routeWebSocket(/\/socket$/, (socket) => {
    const relay = socket.connectToServer();
    relay.onMessage((message) => {
      if (message.includes('Tour, changed') && lost++ === 0) return;
      socket.send(message);
    });
  });
  await agent.page.goto(await deskAddress(baseURL ?? '', 'ann'));
  await agent.join(pin);
  await expect(agent.mirror.locator('#title')).toHaveText('Tour');
  await customer.step('text');
  await customer.step('remove');
  await expect(agent.mirror.locator('#list li')).toHaveCount(2);
  expect(lost).toBe(1);
  await expect(agent.mirror.locator('#title')).toHaveText('Tour, changed');
});
