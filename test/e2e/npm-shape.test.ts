/** The npm package's SDKs, bundled by a page as its developer would: the engine without a script of the service's. */
import { expect, type Browser, type Page } from '@playwright/test';
import { bundlePage } from '../support/bundle-page.ts';
import { serveSite, type Site } from '../support/site-server.ts';
import { Agent, agentToken, Customer } from '../support/story.ts';
import { test as base } from '../support/test.ts';

/** `baseURL` is there in every run, but its type does not say so. */
const test = base.extend<{ readonly service: string }>({
  service: async ({ baseURL }, use) => use(baseURL ?? ''),
});

const CUSTOMER = `
  import { ZoomCobrowseSDK } from 'cobrowse-elements/customer';
  window.cobrowse = { events: [] };
  window.initialise = (settings) => new Promise((resolve) => ZoomCobrowseSDK.init(settings, (result) => {
    if (result.success) {
      window.session = result.session;
      for (const name of ['pincode_updated', 'session_started', 'agent_joined', 'agent_left', 'session_ended', 'session_error'])
        result.session.on(name, (detail) => window.cobrowse.events.push({ name, detail }));
    }
    resolve({ success: result.success, error: result.error });
  }));
  window.sdk = ZoomCobrowseSDK;
`;

const AGENT = `
  import { ZoomCobrowseAgentSDK } from 'cobrowse-elements/agent';
  window.heard = [];
  window.initialise = (settings) => new Promise((resolve) => ZoomCobrowseAgentSDK.init(settings, (result) => {
    if (result.success) {
      window.session = result.session;
      for (const name of ['session_joined', 'session_left', 'session_ended', 'session_error'])
        result.session.on(name, (detail) => window.heard.push(detail ? [name, detail.code] : [name]));
    }
    resolve({ success: result.success, error: result.error });
  }));
  window.join = (options) => new Promise((resolve) => window.session.join(...(options ? [options] : []), resolve));
  window.sdk = ZoomCobrowseAgentSDK;
`;

async function open(browser: Browser, site: Site, code: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  const page = await context.newPage();
  await page.goto(`${site.origin}/bare.html`);
  await page.addScriptTag({ content: code, type: 'module' });
  await page.waitForFunction('window.sdk');
  return page;
}

/** A call of a function that the page's bundle made. */
const ask = (page: Page, name: string, argument?: unknown): Promise<unknown> =>
  page.evaluate(([path, given]) => Reflect.get(window, String(path))(given), [name, argument]);

const heard = (page: Page): Promise<unknown> => page.evaluate('window.heard');

async function customerToken(service: string): Promise<string> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(`${service}/`, { method: 'POST', headers, body: JSON.stringify({ role: 1 }) });
  const { token } = (await response.json()) as { token: string };
  return token;
}

/** A live session on a page with Zoom's snippet. */
async function startedSession(browser: Browser, site: Site): Promise<{ customer: Customer; pin: string }> {
  const customer = await Customer.open(browser, site.origin);
  return { customer, pin: await customer.start() };
}

test('a page that bundles the customer’s SDK has a session with an agent of the hosted desk', async ({
  browser,
  service,
}) => {
  await using site = await serveSite('tag', { service });
  const page = await open(browser, site, await bundlePage(CUSTOMER));
  expect(await ask(page, 'initialise', { appKey: 'any', zoomHostName: new URL(service).host })).toEqual({
    success: true,
  });
  await page.evaluate((sdkToken) => Reflect.get(window, 'session').start({ sdkToken }), await customerToken(service));
  await page.waitForFunction(`window.session.getSessionInfo().pinCode`);
  const pin = await page.evaluate(`window.session.getSessionInfo().pinCode`);
  const agent = await Agent.open(browser, service, 'npm-agent-1');
  await agent.join(String(pin));
  await expect(agent.mirror.getByRole('heading', { name: 'Shop' })).toBeVisible();
  await page.evaluate(`window.session.end()`);
  await expect(agent.page.getByText('The customer ended it.')).toBeVisible();
  const names = await page.evaluate(`window.cobrowse.events.map(({ name }) => name)`);
  expect(names).toEqual(['pincode_updated', 'session_started', 'agent_joined', 'session_ended']);
});

test('the customer’s SDK says what it lacks, and goes to no address that is no host', async ({ browser, service }) => {
  await using site = await serveSite('tag', { service });
  const page = await open(browser, site, await bundlePage(CUSTOMER));
  for (const zoomHostName of [
    undefined,
    '',
    'https://evil.example',
    'evil.example/x',
    'a b',
    'user@evil.example',
    '../x',
  ]) {
    expect(await ask(page, 'initialise', { zoomHostName })).toMatchObject({ success: false, error: { code: 1001 } });
  }
});

test('a page that bundles the agent’s SDK shows the customer’s page in its own element, also after a reload', async ({
  browser,
  service,
}) => {
  await using tour = await serveSite('tour', { service });
  await using help = await serveSite('tag', { service });
  const { customer, pin } = await startedSession(browser, tour);
  const code = await bundlePage(AGENT);
  const page = await open(browser, help, code);
  const settings = { appKey: 'any', zoomAppRoot: '#place', zoomHostName: new URL(service).host };
  expect(await ask(page, 'initialise', settings)).toEqual({ success: true });

  const sdkToken = await agentToken(service, 'npm-agent-2');
  expect(await ask(page, 'join', { pinCode: '!', sdkToken })).toMatchObject({ error: { code: 1008 } });
  expect(await ask(page, 'join', { pinCode: 'NOSUCHPIN', sdkToken })).toMatchObject({ error: { code: 1006 } });
  expect(await ask(page, 'join', { pinCode: pin, sdkToken: 'none' })).toMatchObject({ error: { code: 2001 } });
  expect(await ask(page, 'join')).toMatchObject({ error: { code: 1011 } });
  expect(await ask(page, 'join', { pinCode: pin, sdkToken })).toEqual({ success: true });
  expect(await heard(page)).toEqual([
    ['session_error', 1008],
    ['session_error', 1006],
    ['session_error', 2001],
    ['session_error', 1011],
    ['session_joined'],
  ]);
  const mirror = () => page.frameLocator('#place iframe').frameLocator('iframe[sandbox]').last();
  await expect(mirror().locator('h1').first()).toBeVisible();
  // Nothing that is kept or logged has the token: the frame was told by its port.
  expect(await page.locator('#place iframe').getAttribute('src')).not.toContain('token');
  expect(await ask(page, 'join', { pinCode: pin, sdkToken })).toMatchObject({ error: { code: 1004 } });

  await page.reload();
  await page.addScriptTag({ content: code, type: 'module' });
  await page.waitForFunction('window.sdk');
  await ask(page, 'initialise', settings);
  expect(await page.evaluate('window.session.getSessionInfo().sessionStatus')).toBe('session_recoverable');
  expect(await ask(page, 'join')).toEqual({ success: true });
  await expect(mirror().locator('h1').first()).toBeVisible();

  await customer.page.evaluate('window.cobrowse.session.end()');
  await expect.poll(() => heard(page)).toEqual([['session_joined'], ['session_ended']]);
  await expect(page.locator('#place iframe')).toHaveCount(0);
  expect(await page.evaluate('window.session.getSessionInfo().sessionStatus')).toBe('session_idle');
});

test('another PIN after a reload leaves the session that was there', async ({ browser, service }) => {
  await using tour = await serveSite('tour', { service });
  await using help = await serveSite('tag', { service });
  const [first, second] = [await startedSession(browser, tour), await startedSession(browser, tour)];
  const code = await bundlePage(AGENT);
  const page = await open(browser, help, code);
  const settings = { zoomAppRoot: '#place', zoomHostName: new URL(service).host };
  await ask(page, 'initialise', settings);
  const sdkToken = await agentToken(service, 'npm-agent-3');
  expect(await ask(page, 'join', { pinCode: first.pin, sdkToken })).toEqual({ success: true });
  await page.reload();
  await page.addScriptTag({ content: code, type: 'module' });
  await page.waitForFunction('window.sdk');
  await ask(page, 'initialise', settings);
  expect(await ask(page, 'join', { pinCode: second.pin, sdkToken })).toEqual({ success: true });
  await first.customer.heard('agent_left');
  await second.customer.heard('agent_joined');
});

test('both elements take the package’s own objects as their sdk', async ({ browser, service }) => {
  await using site = await serveSite('tag', { service });
  const code = `
    import 'cobrowse-elements';
    import { ZoomCobrowseSDK } from 'cobrowse-elements/customer';
    import { ZoomCobrowseAgentSDK } from 'cobrowse-elements/agent';
    window.sdk = { ZoomCobrowseSDK, ZoomCobrowseAgentSDK };
    window.make = ({ tag, sdk, service, token }) => {
      const element = document.createElement(tag);
      Object.assign(element, { sdk: window.sdk[sdk], serviceUrl: service, sdkKey: 'any', getToken: async () => token });
      element.style.cssText = 'display:block;block-size:600px';
      document.querySelector('#place').append(element);
    };`;
  const bundle = await bundlePage(code);
  const shop = await open(browser, site, bundle);
  const element = (sdk: string, tag: string, token: string) => ({ tag, sdk, service: service, token });
  await ask(shop, 'make', element('ZoomCobrowseSDK', 'cobrowse-button', await customerToken(service)));
  await shop.locator('cobrowse-button').getByRole('button').first().click();
  const pinOf = () => shop.locator('cobrowse-button').evaluate((button) => Reflect.get(button, 'pin'));
  await expect.poll(pinOf).toMatch(/^\d{6}$/);

  const help = await open(browser, site, bundle);
  await ask(
    help,
    'make',
    element('ZoomCobrowseAgentSDK', 'cobrowse-agent-desk', await agentToken(service, 'npm-agent-4')),
  );
  await help
    .getByRole('textbox')
    .first()
    .fill(String(await pinOf()));
  await help.keyboard.press('Enter');
  const mirror = help.frameLocator('cobrowse-agent-desk iframe').frameLocator('iframe[sandbox]').last();
  await expect(mirror.getByRole('heading', { name: 'Shop' })).toBeVisible();
  await expect
    .poll(() => shop.locator('cobrowse-button').evaluate((button) => Reflect.get(button, 'state')))
    .toBe('live');
});
