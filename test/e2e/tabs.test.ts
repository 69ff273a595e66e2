/** One customer in several tabs (SPEC K): the agent follows from tab to tab and across sub-domains. */
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { openRoots } from '../support/open-roots.ts';
import { openRealTabs } from '../support/real-tabs.ts';
import { serveSite } from '../support/site-server.ts';
import { Agent, Customer } from '../support/story.ts';
import { TagPage } from '../support/tag-page.ts';
import { test } from '../support/test.ts';

interface Story extends AsyncDisposable {
  readonly context: BrowserContext;
  /** The site at a host, on the site server's port. */
  readonly at: (host: string) => string;
  readonly first: Customer;
  readonly agent: Agent;
  readonly pin: string;
}

/**
 * A customer at shop.localhost with a session that may have several tabs, and an agent who watches.
 * @param prepare runs in the first page before the session starts.
 * @param given the customer's browser, where it is not to be another one of Playwright's.
 */
async function start(
  browser: Browser,
  service: string,
  prepare: (story: Pick<Story, 'context' | 'at' | 'first'>) => unknown = () => undefined,
  given?: BrowserContext,
): Promise<Story> {
  const site = await serveSite('tour', { service });
  const { port } = new URL(site.origin);
  const at = (host: string): string => `http://${host}:${port}/?tabs`;
  const context = given ?? (await browser.newContext({ viewport: { width: 1000, height: 700 } }));
  await openRoots(context);
  const first = new Customer(await context.newPage());
  await first.page.goto(at('shop.localhost'));
  await first.page.waitForFunction('window.cobrowse?.session');
  await prepare({ context, at, first });
  const pin = await first.start();
  const agent = await Agent.open(browser, service, 'ann');
  await agent.join(pin);
  await expect(agent.mirror.locator('#title')).toHaveText('Tour');
  await first.heard('agent_joined');
  await expect.poll(() => stateCookies(context)).toHaveLength(1);
  return { context, at, first, agent, pin, [Symbol.asyncDispose]: () => site.close() };
}

async function stateCookies(context: BrowserContext) {
  return (await context.cookies()).filter(({ name }) => name === '$$ZCB_SESSION$$');
}

/** Says in a tab of another origin than the session's that it joins. */
async function agree({ page }: Customer, label: 'Share this page' | 'Do not share' = 'Share this page'): Promise<void> {
  const question = page.getByRole('alertdialog');
  await expect(question).toBeVisible();
  const button = question.getByRole('button', { name: label, exact: true });
  // Clicks right after the question came do not count.
  await expect(async () => {
    if (await button.isEnabled()) await button.click({ timeout: 1_000 });
    await expect(question).toBeHidden({ timeout: 1_000 });
  }).toPass();
}

/** Marks a page so that it can be told from the others in the mirror. */
function mark(page: Page, text: string): Promise<unknown> {
  return page.evaluate(`void (document.getElementById('title').textContent = ${JSON.stringify(text)})`);
}

async function openTab({ context, at }: Pick<Story, 'context' | 'at'>, host: string): Promise<Customer> {
  const tab = new Customer(await context.newPage());
  await tab.page.goto(at(host));
  return tab;
}

test('K1 the agent follows into a new tab, also of a sub-domain, and is told', async ({ browser, baseURL }) => {
  await using story = await start(browser, baseURL ?? '');
  const { context, agent, first, pin } = story;
  const [cookie] = await stateCookies(context);
  expect(cookie).toMatchObject({ domain: '.shop.localhost', path: '/', sameSite: 'Lax', secure: false });
  const second = await openTab(story, 'a.shop.localhost');
  await agree(second);
  await second.heard('session_joined');
  expect((await second.state()).pin).toBe(pin);
  await mark(second.page, 'Second tab');
  await expect(agent.mirror.locator('#title')).toHaveText('Second tab');
  // Another tab of the same browser cannot start one of its own.
  expect(await first.page.evaluate('window.startSession()')).toMatchObject({ success: false, error: { code: 1004 } });
  // What was used is worth nothing any more.
  expect((await stateCookies(context))[0]?.value).not.toBe(cookie?.value);

  await first.page.locator('#title').click();
  await mark(first.page, 'First tab again');
  await expect(agent.mirror.locator('#title')).toHaveText('First tab again');
});

test('K2 a tab that the page opens joins as one of its own, and does not fight its opener', async ({
  browser,
  baseURL,
}) => {
  await using story = await start(browser, baseURL ?? '');
  const { agent, first } = story;
  const opened = first.page.waitForEvent('popup');
  await first.page.evaluate('void window.open("/?tabs")');
  const popup = new Customer(await opened);
  await popup.page.waitForFunction('window.cobrowse?.session');
  await popup.heard('session_joined');
  await mark(popup.page, 'Opened');
  await expect(agent.mirror.locator('#title')).toHaveText('Opened');
  for (const tab of [first, popup]) {
    expect(await tab.page.evaluate('window.cobrowse.session.getSessionInfo().sessionStatus')).toBe('session_started');
    expect(await tab.eventNames()).not.toContain('session_reconnecting');
  }
  // A reload of either is a resume of its own.
  await popup.page.reload();
  await popup.heard('session_joined');
  await mark(popup.page, 'Opened, again');
  await expect(agent.mirror.locator('#title')).toHaveText('Opened, again');
});

test('K3 the agent follows into a tab that was open before the session', async ({ browser, baseURL }) => {
  let early: Customer | undefined;
  await using story = await start(browser, baseURL ?? '', async (opening) => {
    early = await openTab(opening, 'a.shop.localhost');
    await early.page.waitForFunction('window.cobrowse?.session');
  });
  if (!early) throw new Error('no early tab');
  expect(await early.page.evaluate('window.cobrowse.session.getSessionInfo().sessionStatus')).toBe(
    'session_recoverable',
  );
  await early.page.locator('#title').click();
  await agree(early);
  await early.heard('session_joined');
  await mark(early.page, 'Early tab');
  await expect(story.agent.mirror.locator('#title')).toHaveText('Early tab');
});

test('K6 closing the tab returns to another one, and the end reaches all of them', async ({ browser, baseURL }) => {
  await using story = await start(browser, baseURL ?? '');
  const { agent, first, context } = story;
  await mark(first.page, 'First tab');
  const second = await openTab(story, 'shop.localhost');
  await second.heard('session_joined');
  await mark(second.page, 'Second tab');
  await expect(agent.mirror.locator('#title')).toHaveText('Second tab');
  await second.page.close();
  await expect(agent.mirror.locator('#title')).toHaveText('First tab');
  await first.step('text');
  await expect(agent.mirror.locator('#title')).toHaveText('Tour, changed');

  const third = await openTab(story, 'a.shop.localhost');
  await agree(third);
  await third.heard('session_joined');
  await third.page.evaluate('window.cobrowse.session.end()');
  await first.heard('session_ended');
  await expect.poll(() => stateCookies(context)).toEqual([]);
  await expect(agent.page.getByText('The customer ended it.')).toBeVisible();
});

test('K6 a customer who goes to another sub-domain in the same tab is followed', async ({ browser, baseURL }) => {
  await using story = await start(browser, baseURL ?? '');
  const { agent, first, at, pin } = story;
  await first.page.goto(at('a.shop.localhost'));
  await agree(first);
  await first.heard('session_joined');
  expect((await first.state()).pin).toBe(pin);
  await mark(first.page, 'On a sub-domain');
  await expect(agent.mirror.locator('#title')).toHaveText('On a sub-domain');
});

test('K2 a tab of another sub-domain sends nothing before a yes, and after a no asks no more', async ({
  browser,
  baseURL,
}) => {
  await using story = await start(browser, baseURL ?? '');
  const second = await openTab(story, 'a.shop.localhost');
  await expect(second.page.getByRole('alertdialog')).toContainText('whoever watches your other tab?');
  await second.page.locator('#title').click();
  await agree(second, 'Do not share');
  await expect(second.page.locator('cobrowse-panel')).toHaveCount(0);
  await second.page.locator('#title').click();
  expect(await second.page.evaluate('window.cobrowse.session.getSessionInfo().sessionStatus')).toBe('session_idle');
  expect(second.tap.sockets).toHaveLength(0);
  expect(await second.eventNames()).not.toContain('session_joined');
  await expect(second.page.getByRole('alertdialog')).toBeHidden();
});

test('K8 what one tab masks stays masked in the tabs that follow', async ({ browser, baseURL }) => {
  await using story = await start(browser, baseURL ?? '', ({ first }) =>
    first.page.evaluate('window.ZoomCobrowseSDK.init({ piiMask: { maskCssSelectors: "#list" } })'),
  );
  const second = await openTab(story, 'a.shop.localhost');
  await agree(second);
  await second.heard('session_joined');
  await mark(second.page, 'Second tab');
  await expect(story.agent.mirror.locator('#title')).toHaveText('Second tab');
  const real = await second.page.locator('#list li').first().textContent();
  await expect(story.agent.mirror.locator('#list li').first()).not.toHaveText(real ?? '');
});

test('K5 the agent is told when the customer looks elsewhere, and that a tab is another one', async ({
  browser,
  baseURL,
}) => {
  await using tabs = await openRealTabs();
  await using story = await start(browser, baseURL ?? '', undefined, tabs.context);
  const { agent, first, context } = story;
  const elsewhere = agent.page.getByText('Tour customer is looking at another tab or window');
  // A tab of anything else in front, and back.
  const other = await context.newPage();
  await expect(elsewhere).toBeVisible();
  expect(await first.page.evaluate('document.visibilityState')).toBe('hidden');
  await first.page.bringToFront();
  await expect(elsewhere).toBeHidden();
  const second = await openTab(story, 'a.shop.localhost');
  await agree(second);
  await second.heard('session_joined');
  await expect(agent.page.getByText('Tour customer went on in another tab')).toBeVisible();
  await mark(second.page, 'Second tab');
  await expect(agent.mirror.locator('#title')).toHaveText('Second tab');
  // The browser shows another tab of its own accord, and the agent sees that one.
  await other.close();
  await second.page.close();
  await expect(agent.mirror.locator('#title')).toHaveText('Tour');
  await expect(elsewhere).toBeHidden();
});

test('K1 a button with multi-tab resumes in a new tab and in one that was open before', async ({
  browser,
  baseURL,
}) => {
  const site = await serveSite('tag', { service: baseURL ?? '' });
  const address = `http://shop.localhost:${new URL(site.origin).port}/tabs.html`;
  const tag = await TagPage.open(browser, address);
  const context = tag.page.context();
  const open = async (): Promise<TagPage> => {
    const next = new TagPage(await context.newPage());
    await next.page.goto(address);
    return next;
  };
  const early = await open();
  await tag.press();
  await tag.reaches('waiting');
  await expect.poll(() => stateCookies(context)).toHaveLength(1);
  expect(await early.state()).toBe('idle');
  await early.page.locator('h1').click();
  await early.reaches('waiting');
  const late = await open();
  await late.reaches('waiting');
  expect(await late.element.evaluate((element) => Reflect.get(element, 'pin'))).toBe(
    await tag.element.evaluate((element) => Reflect.get(element, 'pin')),
  );
  // Ended in one tab, it is over in all.
  await late.press();
  for (const each of [tag, early, late]) await each.reaches('ended');
  await site.close();
});

test('K9 without the setting, a second tab is refused and nothing of several tabs is loaded', async ({
  browser,
  baseURL,
}) => {
  const site = await serveSite('tour', { service: baseURL ?? '' });
  const context = await browser.newContext();
  const requested: string[] = [];
  context.on('request', (request) => requested.push(request.url()));
  const first = new Customer(await context.newPage());
  await first.page.goto(`${site.origin}/`);
  await first.start();
  const second = new Customer(await context.newPage());
  await second.page.goto(`${site.origin}/`);
  await second.page.waitForFunction('window.cobrowse?.session');
  expect(await second.page.evaluate('window.cobrowse.session.getSessionInfo().sessionStatus')).toBe('session_idle');
  expect(await second.page.evaluate('window.startSession()')).toMatchObject({ success: false, error: { code: 1004 } });
  expect(requested.some((url) => /\/engine\/tabs-/.test(url))).toBe(false);
  expect(await stateCookies(context)).toEqual([]);

  // No lock crosses to another sub-domain; the site's mark does.
  const { port } = new URL(site.origin);
  const shops = await browser.newContext();
  const [shop, blog] = [new Customer(await shops.newPage()), new Customer(await shops.newPage())];
  for (const [{ page }, host] of [
    [shop, 'shop.localhost'],
    [blog, 'blog.shop.localhost'],
  ] as const) {
    await page.goto(`http://${host}:${port}/`);
    await page.waitForFunction('window.cobrowse?.session');
  }
  await shop.start();
  expect(await blog.page.evaluate('window.startSession()')).toMatchObject({ success: false, error: { code: 1004 } });
  expect(await stateCookies(shops)).toEqual([]);
  await shop.page.close();
  await blog.start();
  await site.close();
});
