/** One tag and nothing else, on pages of other origins, with our own engine as the service: however pages treat it. */
import { expect, type Browser, type Page } from '@playwright/test';
import { test as base } from '../support/test.ts';
import { serveSite, type SiteOptions } from '../support/site-server.ts';
import { Agent } from '../support/story.ts';
import { TagPage } from '../support/tag-page.ts';

const test = base.extend<{ readonly service: string }>({
  service: async ({ baseURL }, use) => use(baseURL ?? ''),
});

/** What a careful site allows: our Worker and nothing else, no inline script and no style at all. */
function strictPolicy(worker: string): string {
  const sources = [
    "default-src 'none'",
    `script-src ${worker}`,
    `connect-src ${worker} ${worker.replace('http', 'ws')}`,
    `frame-src ${worker}`,
    "style-src 'none'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ];
  return sources.join('; ');
}

interface Shop extends AsyncDisposable {
  readonly origin: string;
  readonly tag: TagPage;
}

async function openShop(browser: Browser, service: string, path = '/', options: SiteOptions = {}): Promise<Shop> {
  const site = await serveSite('tag', { service, ...options });
  const tag = await TagPage.open(browser, `${site.origin}${path}`);
  const close = async (): Promise<void> => {
    await tag.page.context().close();
    await site.close();
  };
  return { origin: site.origin, tag, [Symbol.asyncDispose]: close };
}

/** An agent who watches the session of this PIN. */
async function watch(browser: Browser, service: string, pin: string): Promise<Agent> {
  const agent = await Agent.open(browser, service, 'ann');
  await agent.join(pin);
  return agent;
}

async function addScript(page: Page, src: string): Promise<void> {
  await page.evaluate((address) => {
    const script = document.createElement('script');
    Object.assign(script, { type: 'module', src: address });
    document.head.append(script);
  }, src);
}

test('one tag is enough: a PIN, an agent who sees the page, an end', async ({ browser, service }) => {
  await using shop = await openShop(browser, service);
  const { tag } = shop;
  await tag.press();
  await tag.reaches('waiting');
  const agent = await watch(browser, service, await tag.pin());
  await tag.reaches('live');
  await expect(agent.mirror.locator('h1')).toHaveText('Shop');
  await expect(tag.element.getByRole('status')).toHaveText('Agent ann can see this page');
  await tag.press();
  await tag.reaches('ended');
  expect(tag.logs.filter((text) => text.startsWith('uncaught'))).toEqual([]);
  expect(tag.hints()).toEqual([]);
});

test('nothing of the engine and of the SDK is asked for before the press', async ({ browser, service }) => {
  await using shop = await openShop(browser, service);
  const { tag } = shop;
  await tag.reaches('idle');
  await expect(tag.button).toBeVisible();
  await tag.page.waitForLoadState('networkidle');
  const before = tag.requests.filter((url) => url.startsWith(service)).map((url) => new URL(url).pathname);
  expect(before[0]).toBe('/cobrowse.js');
  // Chunks of the tag itself, such as the page's language, at most; no configuration, no token, no SDK.
  expect(before.slice(1).filter((path) => !path.startsWith('/engine/tag-'))).toEqual([]);
  await tag.press();
  await tag.reaches('waiting');
  const after = tag.requests.map((url) => new URL(url).pathname);
  expect(after.filter((path) => path === '/config')).toHaveLength(1);
  expect(after.filter((path) => path.startsWith('/static/resource/sdk/'))).toHaveLength(1);
});

test('works under a strict Content-Security-Policy', async ({ browser, service }) => {
  const headers = { 'Content-Security-Policy': strictPolicy(service) };
  await using shop = await openShop(browser, service, '/', { headers });
  const { tag } = shop;
  await tag.press();
  await tag.reaches('waiting');
  const agent = await watch(browser, service, await tag.pin());
  await expect(agent.mirror.locator('h1')).toHaveText('Shop');
  await tag.reaches('live');
  // The element's own styles do not depend on the page's policy.
  expect(await tag.button.evaluate((button) => getComputedStyle(button).cursor)).toBe('pointer');
  expect(tag.logs.filter((text) => text.includes('Content Security Policy'))).toEqual([]);
});

test('works where the page demands Trusted Types', async ({ browser, service }) => {
  const policy = `${strictPolicy(service)}; require-trusted-types-for 'script'; trusted-types lit-html cobrowse-elements`;
  await using shop = await openShop(browser, service, '/', { headers: { 'Content-Security-Policy': policy } });
  const { tag } = shop;
  await tag.press();
  await tag.reaches('waiting');
  const agent = await watch(browser, service, await tag.pin());
  await expect(agent.mirror.locator('h1')).toHaveText('Shop');
  expect(tag.logs.filter((text) => text.includes('Content Security Policy'))).toEqual([]);
});

test('the tag thrice and two buttons are one session', async ({ browser, service }) => {
  await using shop = await openShop(browser, service, '/twice.html');
  const { tag } = shop;
  const second = tag.page.locator('#second');
  await second.getByRole('button').first().click();
  await tag.reaches('waiting');
  const states = (): Promise<unknown[]> =>
    tag.page.locator('cobrowse-button').evaluateAll((all) => all.map((element) => Reflect.get(element, 'state')));
  await expect.poll(states).toEqual(['waiting', 'waiting']);
  await watch(browser, service, await tag.pin());
  await expect.poll(states).toEqual(['live', 'live']);
  const started = (await tag.heard()).filter(({ name }) => name === 'session-started');
  expect(started.map(({ from }) => from).toSorted()).toEqual(['first', 'second']);
  await tag.page.locator('#first').getByRole('button').first().click();
  await expect.poll(states).toEqual(['ended', 'ended']);
  const scripts = tag.requests.filter((url) => url.includes('/static/resource/sdk/'));
  expect(scripts).toHaveLength(1);
  expect(tag.logs.filter((text) => text.startsWith('uncaught'))).toEqual([]);
});

test('a button that is moved goes on', async ({ browser, service }) => {
  await using shop = await openShop(browser, service);
  const { tag } = shop;
  await tag.press();
  const pin = await tag.pin();
  const before = await tag.names();
  await tag.page.evaluate(`{
    const box = document.createElement('div');
    document.body.prepend(box);
    box.append(document.querySelector('cobrowse-button'));
  }`);
  await watch(browser, service, pin);
  await tag.reaches('live');
  expect((await tag.names()).slice(before.length).filter((name) => name === 'session-ended')).toEqual([]);
  await tag.press();
  await tag.reaches('ended');
});

test('removing the button ends no session, and another button takes it up', async ({ browser, service }) => {
  await using shop = await openShop(browser, service);
  const { tag } = shop;
  await tag.press();
  const pin = await tag.pin();
  await tag.page.evaluate("document.querySelector('cobrowse-button').remove()");
  const agent = await watch(browser, service, pin);
  await expect(agent.mirror.locator('h1')).toHaveText('Shop');
  await tag.page.evaluate("document.body.append(document.createElement('cobrowse-button'))");
  await tag.reaches('live');
  await tag.press();
  await tag.reaches('ended');
});

test('an element that was there before its script keeps what the page set', async ({ browser, service }) => {
  await using shop = await openShop(browser, service, '/bare.html');
  const { tag } = shop;
  await tag.page.evaluate((tokenUrl) => {
    const button = document.createElement('cobrowse-button');
    const asked: number[] = [];
    const getToken = async ({ role }: { role: number }): Promise<string> => {
      asked.push(role);
      const body = JSON.stringify({ role });
      const headers = { 'content-type': 'application/json' };
      const { token } = await (await fetch(tokenUrl, { method: 'POST', headers, body })).json();
      return token;
    };
    Object.assign(button, { showPin: true, getToken });
    Reflect.set(window, 'asked', asked);
    document.querySelector('#place')?.append(button);
  }, `${service}/token`);
  await addScript(tag.page, `${service}/cobrowse.js`);
  await tag.press();
  const pin = await tag.pin();
  await expect(tag.element.locator('[part="pin-digits"]')).toHaveText(pin);
  expect(await tag.page.evaluate('window.asked')).toEqual([1]);
});

test('works inside the shadow root of another component', async ({ browser, service }) => {
  await using shop = await openShop(browser, service, '/shadow.html');
  const { tag } = shop;
  await tag.press();
  await tag.reaches('waiting');
  // Composed: the document hears it.
  expect(await tag.facts()).toEqual(['start-request', 'pincode-updated', 'session-started']);
  await watch(browser, service, await tag.pin());
  await tag.reaches('live');
});

test('a reload and a navigation resume the session without a press', async ({ browser, service }) => {
  await using shop = await openShop(browser, service);
  const { tag } = shop;
  await tag.press();
  const pin = await tag.pin();
  const agent = await watch(browser, service, pin);
  await tag.reaches('live');
  await tag.page.reload();
  await tag.reaches('live');
  expect(await tag.pin()).toBe(pin);
  await tag.page.getByRole('link', { name: 'Another page' }).click();
  await expect(agent.mirror.locator('h1')).toHaveText('Basket');
  await tag.reaches('live');
  await tag.press();
  await tag.reaches('ended');
  await tag.page.reload();
  await tag.reaches('idle');
});

test('speaks the page’s language before the browser’s, and its own before both', async ({ browser, service }) => {
  await using site = await serveSite('tag', { service });
  const tag = await TagPage.open(browser, `${site.origin}/`, undefined, 'zh-CN');
  await expect(tag.button).toHaveAccessibleName('Share this page');
  await tag.page.evaluate("document.querySelector('cobrowse-button').locale = 'zh-CN'");
  await expect(tag.button).toHaveAccessibleName(/\p{Script=Han}/u);
  await tag.page.context().close();
});

test('the desk works from one tag on a page that mints its own tokens', async ({ browser, service }) => {
  await using shop = await openShop(browser, service);
  await using site = await serveSite('tag', { service });
  const help = await TagPage.open(browser, `${site.origin}/desk.html`, (page) =>
    page.addInitScript((tokenUrl) => {
      new MutationObserver(() => {
        const desk = document.querySelector('cobrowse-agent-desk');
        if (desk && !desk.hasAttribute('token-url')) desk.setAttribute('token-url', tokenUrl);
      }).observe(document, { childList: true, subtree: true });
    }, `${service}/token`),
  );
  await shop.tag.press();
  const pin = await shop.tag.pin();
  const desk = help.page.locator('cobrowse-agent-desk');
  const state = (): Promise<unknown> => desk.evaluate((element) => Reflect.get(element, 'state'));
  await expect.poll(state).toBe('ready');
  await desk.evaluate((element, known) => element.setAttribute('pin', known), pin);
  await expect.poll(state).toBe('live');
  await shop.tag.reaches('live');
  const mirror = desk.frameLocator('iframe').frameLocator('iframe[sandbox]').last();
  await expect(mirror.locator('h1')).toHaveText('Shop');
  await shop.tag.press();
  await expect.poll(() => help.facts()).toEqual(['session-joined', 'session-ended']);
  await help.page.context().close();
});
