/**
 * What can go wrong between a page and its service: each is one `cobrowse-error` with a code of the contract, a sentence for
 * the customer, a hint for the developer, and a button that works again once the cause is gone.
 */
import { createServer } from 'node:http';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { chromium, expect, type Browser, type Page, type Route } from '@playwright/test';
import { test as base } from '../support/test.ts';
import { CHROME_FLAGS, chromePath } from '../../scripts/browser.ts';
import { networkTo } from '../support/network.ts';
import { serveSite, type SiteOptions } from '../support/site-server.ts';
import { Agent } from '../support/story.ts';
import { TagPage } from '../support/tag-page.ts';

const test = base.extend<{ readonly service: string }>({
  service: async ({ baseURL }, use) => use(baseURL ?? ''),
});

interface Expected {
  readonly code: number;
  readonly reason: string;
  /** Of the English sentence. */
  readonly sentence: RegExp;
}

/** Neither a token nor a stack nor an address with a query belongs into what is said. */
const SECRET = /eyJ|\bat .*:\d+:\d+|access_token|\?\w+=/;

async function expectFailure(page: TagPage, expected: Expected): Promise<void> {
  await page.reaches('error');
  const errors = (await page.heard()).filter(({ name }) => name === 'error');
  expect(errors).toHaveLength(1);
  const detail = errors[0]?.detail ?? {};
  expect(detail['code']).toBe(expected.code);
  expect(String(detail['errorMsg'])).not.toMatch(SECRET);
  const sentence = String(detail['message']);
  expect(sentence).toMatch(expected.sentence);
  await expect(page.element.getByRole('alert')).toHaveText(sentence);
  const hints = page.hints();
  expect(hints).toHaveLength(1);
  expect(hints[0]).toContain(`${expected.code} ${expected.reason}`);
  expect(hints[0]).toContain(`README#${expected.reason}`);
  expect(hints[0]).not.toMatch(SECRET);
}

async function open(browser: Browser, service: string, prepare?: (page: Page) => Promise<unknown>, site?: SiteOptions) {
  const served = await serveSite('tag', { service, ...site });
  const page = await TagPage.open(browser, `${served.origin}/`, prepare);
  const close = async (): Promise<void> => {
    await page.page.context().close();
    await served.close();
  };
  return { page, [Symbol.asyncDispose]: close };
}

/** Presses, expects the failure, takes the cause away, and expects that the next press works. */
async function failThenWork(page: TagPage, expected: Expected, repair: () => Promise<unknown>): Promise<void> {
  await page.press();
  await expectFailure(page, expected);
  await repair();
  await page.press();
  await page.reaches('waiting');
}

const allowAll = { 'Access-Control-Allow-Origin': '*' };

interface RouteCase extends Expected {
  readonly title: string;
  readonly address: string;
  readonly answer: (route: Route) => Promise<void>;
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (route: Route) =>
    route.fulfill({ status, json: body, headers: { ...allowAll, ...headers } });

const TOKEN = '**/token';
const CASES: readonly RouteCase[] = [
  {
    title: 'a token endpoint that is down',
    address: TOKEN,
    answer: (route) => route.abort('connectionrefused'),
    code: 1016,
    reason: 'token-unreachable',
    sentence: /connection|network/i,
  },
  {
    title: 'a wrong token URL',
    address: TOKEN,
    answer: json(404, { error: 'no such page' }),
    code: 1016,
    reason: 'token-not-found',
    sentence: /\w/,
  },
  {
    title: 'a token endpoint that does not know who asks (401)',
    address: TOKEN,
    answer: json(401, {}),
    code: 2001,
    reason: 'token-refused',
    sentence: /\w/,
  },
  {
    title: 'a token endpoint that refuses (403)',
    address: TOKEN,
    answer: json(403, { errors: [{ property: 'role', reason: 'no' }] }),
    code: 2001,
    reason: 'token-refused',
    sentence: /\w/,
  },
  {
    title: 'a token endpoint that asks to wait (429)',
    address: TOKEN,
    answer: json(429, {}, { 'Retry-After': '30', 'Access-Control-Expose-Headers': 'Retry-After' }),
    code: 1016,
    reason: 'token-throttled',
    sentence: /30|wait|later|moment/i,
  },
  {
    title: 'a token endpoint that fails (500)',
    address: TOKEN,
    answer: json(500, {}),
    code: 1016,
    reason: 'token-failed',
    sentence: /\w/,
  },
  {
    title: 'an answer that is not JSON',
    address: TOKEN,
    answer: (route) => route.fulfill({ body: '<h1>Hello</h1>', contentType: 'text/html', headers: allowAll }),
    code: 2001,
    reason: 'token-malformed',
    sentence: /\w/,
  },
  {
    title: 'an answer without a token',
    address: TOKEN,
    answer: json(200, { token: 12 }),
    code: 2001,
    reason: 'token-malformed',
    sentence: /\w/,
  },
  {
    title: 'a configuration that cannot be had',
    address: '**/config',
    answer: (route) => route.abort(),
    code: 1016,
    reason: 'config-unreachable',
    sentence: /connection|network/i,
  },
  {
    title: 'a script that an ad blocker stops',
    address: '**/static/resource/sdk/**',
    answer: (route) => route.abort('blockedbyclient'),
    code: 1001,
    reason: 'script-failed',
    sentence: /block/i,
  },
];

for (const { title, address, answer, ...expected } of CASES) {
  test(`${title} is told, and the next try works`, async ({ browser, service }) => {
    await using shop = await open(browser, service, (page) => page.route(address, answer));
    await failThenWork(shop.page, expected, () => shop.page.page.unroute(address));
  });
}

test('a script that the page’s policy blocks is told as such', async ({ browser, service }) => {
  // By path: the tag itself may run, the SDK may not.
  const policy = `script-src ${service}/cobrowse.js ${service}/engine/`;
  const site = { headers: { 'Content-Security-Policy': policy } };
  await using shop = await open(browser, service, undefined, site);
  await shop.page.press();
  await expectFailure(shop.page, { code: 1001, reason: 'script-blocked', sentence: /\w/ });
  expect(await shop.page.state()).toBe('error');
  await expect(shop.page.button).toHaveAccessibleName('Try again');
});

test('a service that refuses init, for a wrong key, is told; the right key works', async ({ browser, service }) => {
  await using shop = await open(browser, service);
  await shop.page.reaches('idle');
  await shop.page.element.evaluate((element) => element.setAttribute('sdk-key', 'some-other-key'));
  await shop.page.press();
  await shop.page.reaches('error');
  expect(await shop.page.error()).toMatchObject({ code: 1001 });
  expect(shop.page.hints().join()).toContain('init-refused');
  await shop.page.element.evaluate((element) => element.removeAttribute('sdk-key'));
  await shop.page.press();
  await shop.page.reaches('waiting');
});

test('a WebSocket that a proxy blocks is told, and works once it does not', async ({ browser, service }) => {
  await using shop = await open(browser, service, (page) =>
    page.addInitScript(() => {
      const { WebSocket: Real } = window;
      Reflect.set(window, 'unblock', () => Reflect.set(window, 'WebSocket', Real));
      // A proxy that answers the upgrade with an error looks just like a port where nobody listens.
      class Blocked extends Real {
        constructor(_url: string | URL, protocols?: string | string[]) {
          super('ws://127.0.0.1:1/', protocols);
        }
      }
      Reflect.set(window, 'WebSocket', Blocked);
    }),
  );
  await shop.page.press();
  await expect.poll(() => shop.page.state(), { timeout: 60_000 }).toBe('error');
  expect((await shop.page.error())?.['code']).toBe(1001);
  expect(String((await shop.page.error())?.['message'])).toMatch(/network|connection|block/i);
  await shop.page.page.evaluate('window.unblock()');
  await shop.page.press();
  await shop.page.reaches('waiting');
});

/** A proxy that takes the handshake and never answers. */
async function silentProxy(): Promise<{ readonly port: number } & AsyncDisposable> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => sockets.add(socket));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The proxy has no port');
  const dispose = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await once(server.close(), 'close');
  };
  return { port: address.port, [Symbol.asyncDispose]: dispose };
}

/** Every WebSocket of the page goes through it. */
function throughProxy(port: number): void {
  const { WebSocket: Real } = window;
  Reflect.set(
    window,
    'WebSocket',
    class extends Real {
      constructor(_url: string | URL, protocols?: string | string[]) {
        super(`ws://127.0.0.1:${port}/`, protocols);
      }
    },
  );
}

test('both sides are told of a proxy that swallows WebSockets, and what to ask for', async ({ browser, service }) => {
  await using proxy = await silentProxy();
  await using shop = await open(browser, service, (page) => page.addInitScript(throughProxy, proxy.port));
  await shop.page.press();
  // Far below what three handshakes of a connected page may take.
  await expect.poll(() => shop.page.state(), { timeout: 30_000 }).toBe('error');
  expect((await shop.page.error())?.['code']).toBe(1001);
  expect(String((await shop.page.error())?.['message'])).toContain('WebSockets');

  await using other = await open(browser, service);
  await other.page.press();
  const pin = await other.page.pin();
  const context = await browser.newContext();
  await context.addInitScript(throughProxy, proxy.port);
  const agent = new Agent(await context.newPage());
  await agent.page.goto(`${service}/desk`);
  const desk = agent.page.frameLocator('cobrowse-agent-desk iframe');
  await desk.getByRole('textbox').first().fill(pin);
  await desk.getByRole('textbox').first().press('Enter');
  const sentence = desk.getByText(`WebSockets: ask whoever runs it to allow them (wss) to ${new URL(service).host}`);
  await expect(sentence).toBeVisible({ timeout: 30_000 });
});

test('a policy that allows no wss is told', async ({ browser, service }) => {
  // The Worker by http alone: Chromium counts ws to it only where it is named.
  const policy = `connect-src ${service}/config ${service}/token ${service}/sdkapi/zcb/sessions`;
  const site = { headers: { 'Content-Security-Policy': policy } };
  await using shop = await open(browser, service, undefined, site);
  await shop.page.press();
  await expect.poll(() => shop.page.state(), { timeout: 60_000 }).toBe('error');
  expect((await shop.page.error())?.['code']).toBe(1001);
});

test('an old browser gets a sentence and no exception', async ({ browser, service }) => {
  await using shop = await open(browser, service, (page) =>
    page.addInitScript(() => {
      Reflect.deleteProperty(window, 'CompressionStream');
    }),
  );
  await shop.page.press();
  await expectFailure(shop.page, { code: 1001, reason: 'browser-too-old', sentence: /browser/i });
  expect(shop.page.requests.filter((url) => url.includes('/static/resource/sdk/'))).toEqual([]);
  expect(shop.page.logs.filter((text) => text.startsWith('uncaught'))).toEqual([]);
});

test('http on a real host is told', async ({ service }) => {
  await using site = await serveSite('tag', { service });
  const { port } = new URL(site.origin);
  const browser = await chromium.launch({
    executablePath: chromePath(),
    args: [...CHROME_FLAGS, '--host-resolver-rules=MAP shop.example 127.0.0.1'],
  });
  try {
    const shop = await TagPage.open(browser, `http://shop.example:${port}/`);
    expect(await shop.page.evaluate('isSecureContext')).toBe(false);
    await shop.press();
    await expectFailure(shop, { code: 1001, reason: 'insecure-context', sentence: /secure|https/i });
  } finally {
    await browser.close();
  }
});

test('a service that is gone while the page is open is told, and found again', async ({ browser, service }) => {
  await using network = await networkTo(service);
  await using shop = await open(browser, network.origin);
  await shop.page.reaches('idle');
  network.cut();
  await shop.page.press();
  await expect.poll(() => shop.page.state(), { timeout: 60_000 }).toBe('error');
  expect([1001, 1016]).toContain((await shop.page.error())?.['code']);
  network.restore();
  await shop.page.press();
  await shop.page.reaches('waiting');
});

test('a service that answers nothing at all can be given up', async ({ browser, service }) => {
  const silent = createServer(() => undefined);
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const address = silent.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  await using shop = await open(browser, service);
  await shop.page.reaches('idle');
  await shop.page.element.evaluate(
    (element, url) => element.setAttribute('token-url', url),
    `http://127.0.0.1:${port}/token`,
  );
  await shop.page.press();
  await shop.page.reaches('loading');
  await shop.page.press();
  await shop.page.reaches('idle');
  await shop.page.element.evaluate((element) => element.removeAttribute('token-url'));
  await shop.page.press();
  await shop.page.reaches('waiting');
  silent.closeAllConnections();
  silent.close();
});

test('sentences are in the page’s language', async ({ browser, service }) => {
  await using shop = await open(browser, service, async (page) => {
    await page.addInitScript(() =>
      addEventListener('DOMContentLoaded', () => (document.documentElement.lang = 'zh-CN')),
    );
    await page.route(TOKEN, json(403, {}));
  });
  await shop.page.page.evaluate("document.querySelector('cobrowse-button').locale = 'zh-CN'");
  await shop.page.press();
  await shop.page.reaches('error');
  await expect.poll(async () => (await shop.page.error())?.['message']).toMatch(/\p{Script=Han}/u);
  await expect(shop.page.element.getByRole('alert')).toHaveText(/\p{Script=Han}/u);
});
