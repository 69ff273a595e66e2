/** `<cobrowse-agent-desk>` on a page of another origin, and the hosted desk: real Worker, real customer, real frames. */
import { expect, type Browser, type FrameLocator, type Page } from '@playwright/test';
import { test } from '../support/test.ts';
import { SignJWT } from 'jose';
import { texts as en } from '../../widget/locales/languages/en.ts';
import { texts as zhCn } from '../../widget/locales/languages/zh-cn.ts';
import { networkTo } from '../support/network.ts';
import { serveSite, type Site } from '../support/site-server.ts';
import { agentToken, Customer } from '../support/story.ts';

const SECRET = new TextEncoder().encode('development-sdk-secret-that-is-not-secret');

let site: Site;
let customerSite: Site;
test.beforeEach(async ({ baseURL }) => {
  const service = baseURL ?? '';
  customerSite = await serveSite('tour', { service });
  site = await serveSite('agent-desk', { service, evil: customerSite.origin });
});
test.afterEach(async () => {
  await site.close();
  await customerSite.close();
});

interface Heard {
  readonly name: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** A page with the element, as an agent has it open. */
class HelpDesk {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, origin: string, settings: Readonly<Record<string, unknown>> = {}) {
    const context = await browser.newContext({ viewport: { width: 1100, height: 800 } });
    const desk = new HelpDesk(await context.newPage());
    await desk.page.goto(`${origin}/`);
    await desk.page.waitForFunction('window.openDesk');
    await desk.page.evaluate(`window.openDesk(${JSON.stringify(settings)})`);
    return desk;
  }

  get frame(): FrameLocator {
    return this.page.frameLocator('cobrowse-agent-desk iframe');
  }

  get mirror(): FrameLocator {
    return this.frame.frameLocator('iframe[sandbox]').last();
  }

  async type(pin: string): Promise<void> {
    await this.frame.getByRole('textbox', { name: 'PIN' }).fill(pin);
    await this.frame.getByRole('textbox', { name: 'PIN' }).press('Enter');
  }

  heard(): Promise<Heard[]> {
    return this.page.evaluate('window.heard');
  }

  async names(): Promise<string[]> {
    return (await this.heard()).map(({ name, detail }) => (name === 'state-change' ? String(detail?.['state']) : name));
  }

  async hears(name: string): Promise<void> {
    await expect.poll(() => this.names()).toContain(name);
  }

  set(property: string, value: unknown): Promise<unknown> {
    return this.page.evaluate(
      `void (document.querySelector('cobrowse-agent-desk')[${JSON.stringify(property)}] = ${JSON.stringify(value)})`,
    );
  }
}

/** A token that this service would have signed, this long ago. */
function oldToken(secondsAgo: number, userId = 'ann'): Promise<string> {
  const issuedAt = Math.floor(Date.now() / 1000) - secondsAgo;
  const claims = { app_key: 'development-sdk-key', role_type: 2, user_id: userId, user_name: 'Ann' };
  return new SignJWT({ ...claims, iat: issuedAt, exp: issuedAt + 1800 })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(SECRET);
}

async function startCustomer(browser: Browser): Promise<readonly [Customer, string]> {
  const customer = await Customer.open(browser, `${customerSite.origin}/`);
  return [customer, await customer.start()];
}

test('a page around the desk hears of join, leave and end, and neither PIN nor token stands in an address', async ({
  browser,
}) => {
  const [customer, pin] = await startCustomer(browser);
  const desk = await HelpDesk.open(browser, site.origin);
  const addresses: string[] = [];
  desk.page.on('request', (request) => addresses.push(request.url()));
  await desk.hears('ready');
  const { deskEvents, deskPin } = await desk.page.evaluate<Record<string, boolean>>(
    `document.querySelector('cobrowse-agent-desk').capabilities`,
  );
  expect([deskEvents, deskPin]).toEqual([true, true]);

  await desk.type(pin);
  await desk.hears('session-joined');
  await expect(desk.mirror.locator('#title')).toBeVisible();
  await desk.frame.getByRole('button', { name: 'Leave' }).click();
  await desk.frame.getByRole('group').getByRole('button', { name: 'Leave' }).click();
  await desk.hears('session-left');
  await desk.frame.getByRole('button', { name: 'another PIN' }).click();
  await desk.type(pin);
  await expect.poll(async () => (await desk.names()).filter((name) => name === 'session-joined')).toHaveLength(2);
  await customer.page.evaluate('window.cobrowse.session.end()');
  await desk.hears('session-ended');

  expect(await desk.names()).toEqual([
    'loading',
    'ready',
    'joining',
    'live',
    'session-joined',
    'ended',
    'session-left',
    'ready',
    'joining',
    'live',
    'session-joined',
    'ended',
    'session-ended',
  ]);
  // The contract's address of the desk is the one with a token, and the desk takes it out at once.
  const own = addresses.filter((address) => !address.includes('/desk?access_token=')).join(' ');
  expect(addresses).toHaveLength(own.split(' ').length + 1);
  expect(await desk.frame.locator('body').evaluate(() => location.href)).not.toContain('access_token');
  expect(own).not.toContain(pin);
  expect(own).not.toMatch(/eyJ/);
});

test('a PIN that the page knows is joined without typing, once, and one that is none is shown for correction', async ({
  browser,
}) => {
  const [customer, pin] = await startCustomer(browser);
  const desk = await HelpDesk.open(browser, site.origin, { pin: `${pin.slice(0, 3)} ${pin.slice(3)}` });
  await desk.hears('session-joined');
  await customer.page.evaluate('window.cobrowse.session.end()');
  await desk.hears('session-ended');

  await desk.set('pin', '12?4');
  await desk.hears('error');
  const error = (await desk.heard()).find(({ name }) => name === 'error');
  expect(error?.detail).toMatchObject({ code: 1008, message: expect.stringMatching(/letters or digits/) });
  expect(JSON.stringify(error)).not.toContain('12?4');
  await expect(desk.frame.getByRole('textbox', { name: 'PIN' })).toHaveValue('12?4');
  await expect(desk.frame.getByRole('alert')).toContainText('letters or digits');

  await desk.set('pin', '000000');
  await expect.poll(async () => (await desk.heard()).at(-1)?.detail?.['code']).toBe(30308);
  await expect(desk.frame.getByRole('textbox', { name: 'PIN' })).toHaveValue('000000');
  expect((await desk.names()).filter((name) => name === 'session-joined')).toHaveLength(1);
});

test('with autofocus an agent types the PIN at once; without, the desk leaves the focus to the page', async ({
  browser,
}) => {
  const desk = await HelpDesk.open(browser, site.origin, { autofocus: true });
  const field = desk.frame.getByRole('textbox', { name: 'PIN' });
  await expect(field).toBeFocused();
  await desk.page.keyboard.type('12?4');
  await desk.page.keyboard.press('Enter');
  await expect(desk.frame.getByRole('alert')).toContainText('letters or digits');
  await expect(field).toHaveValue('12?4');

  const quiet = await HelpDesk.open(browser, site.origin);
  await quiet.hears('ready');
  expect(await quiet.page.evaluate('document.activeElement.localName')).toBe('body');
  // Not even for a PIN of the page's that is wrong.
  await quiet.set('pin', '12?4');
  await quiet.hears('error');
  expect(await quiet.page.evaluate('document.activeElement.localName')).toBe('body');
  // Whoever comes to it by keyboard is at the field.
  await quiet.page.keyboard.press('Tab');
  await expect(quiet.frame.getByRole('textbox', { name: 'PIN' })).toBeFocused();
});

test('the desk speaks the language of the element around it, and follows it', async ({ browser }) => {
  const desk = await HelpDesk.open(browser, site.origin, { locale: 'zh-CN' });
  const html = desk.frame.locator('html');
  await expect(desk.frame.getByRole('button', { name: zhCn.desk.join })).toBeVisible();
  await expect(html).toHaveAttribute('lang', 'zh-cn');
  await desk.frame.getByRole('button', { name: zhCn.desk.join }).click();
  await expect(desk.frame.getByRole('alert')).toHaveText(zhCn.desk.errorEmpty);
  await desk.set('locale', 'en');
  await expect(desk.frame.getByRole('alert')).toHaveText(en.desk.errorEmpty);
  await expect(html).toHaveAttribute('lang', 'en');
  await desk.set('locale', '');
  await desk.page.evaluate("document.documentElement.lang = 'zh'");
  await expect(desk.frame.getByRole('alert')).toHaveText(zhCn.desk.errorEmpty);
});

test('a token that has expired before a join is renewed through the port, and so is one that was refused', async ({
  browser,
  baseURL,
}) => {
  const [, pin] = await startCustomer(browser);
  const expired = await HelpDesk.open(browser, site.origin, {
    tokens: [await oldToken(7200), await agentToken(baseURL ?? '', 'ann')],
  });
  await expired.hears('ready');
  expect(await expired.page.evaluate('window.asked')).toBe(1);
  await expired.type(pin);
  await expired.hears('session-joined');
  expect(await expired.page.evaluate('window.asked')).toBe(2);
  expect(await expired.names()).not.toContain('error');

  const forged = (await agentToken(baseURL ?? '', 'bo')).slice(0, -4);
  const refused = await HelpDesk.open(browser, site.origin, {
    tokens: [forged, await agentToken(baseURL ?? '', 'bo')],
  });
  await refused.hears('ready');
  await refused.type(pin);
  await refused.hears('session-joined');

  const hopeless = await HelpDesk.open(browser, site.origin, { tokens: [forged] });
  await hopeless.hears('ready');
  await hopeless.type(pin);
  await hopeless.hears('error');
  expect((await hopeless.heard()).at(-1)?.detail).toMatchObject({ code: 2001 });
  expect(await hopeless.page.evaluate('window.asked')).toBe(2);
  await expect(hopeless.frame.getByRole('alert')).toContainText('expired or was refused');
});

test('an element that is moved, and a page that is reloaded, come back to the session', async ({ browser }) => {
  const [customer, pin] = await startCustomer(browser);
  // Another origin of the same site: Playwright's Chromium denies a frame of another site its storage, where browsers give
  // it a part of its own.
  const desk = await HelpDesk.open(browser, site.origin.replace('127.0.0.1', 'localhost'), { pin });
  await desk.hears('session-joined');
  await desk.page.evaluate(`document.getElementById('right').append(document.querySelector('cobrowse-agent-desk'))`);
  await expect.poll(async () => (await desk.names()).filter((name) => name === 'session-joined')).toHaveLength(2);
  await expect(desk.mirror.locator('#title')).toBeVisible();
  expect(await desk.names()).not.toContain('idle');

  await desk.page.reload();
  await desk.page.waitForFunction('window.openDesk');
  await desk.page.evaluate('window.openDesk()');
  await desk.hears('session-joined');
  await expect(desk.mirror.locator('#title')).toBeVisible();
  expect(await customer.eventNames()).not.toContain('session_ended');

  await desk.page.evaluate(`(window.removed = document.querySelector('cobrowse-agent-desk')).remove()`);
  await expect.poll(() => desk.page.evaluate('removed.state')).toBe('idle');
  expect(desk.page.frames()).toHaveLength(1);
});

test('a page that the service does not allow to embed its desk is told so, and can try again', async ({ browser }) => {
  const context = await browser.newContext();
  const desk = new HelpDesk(await context.newPage());
  let allowed = false;
  // Every page on this machine is allowed in development, so the service's list is made one of others.
  await desk.page.route('**/frame-templates/desk?*', async (route) => {
    const response = await route.fetch();
    const policy = response.headers()['content-security-policy'] ?? '';
    const others = policy.replace(/frame-ancestors .*/, 'frame-ancestors https://others.example');
    const headers = { ...response.headers(), 'content-security-policy': allowed ? policy : others };
    await route.fulfill({ response, headers });
  });
  await desk.page.goto(`${site.origin}/`);
  await desk.page.waitForFunction('window.openDesk');
  await desk.page.evaluate('window.openDesk()');
  const alert = desk.page.locator('cobrowse-agent-desk').getByRole('alert');
  await expect(alert).toContainText('allow this page');
  expect((await desk.heard()).find(({ name }) => name === 'error')?.detail).toMatchObject({
    code: 1011,
    errorMsg: expect.stringContaining('ALLOWED_ORIGINS'),
  });
  allowed = true;
  await desk.page.getByRole('button', { name: 'Try again' }).press('Enter');
  await desk.hears('ready');
  await expect(alert).toHaveCount(0);
  // The focus goes on where the agent needs it next.
  expect(await desk.page.evaluate('document.activeElement?.localName')).toBe('cobrowse-agent-desk');
});

test('a service that is down is said to be, and the desk opens once it is up', async ({ browser, baseURL }) => {
  await using network = await networkTo(baseURL ?? '');
  await using far = await serveSite('agent-desk', { service: network.origin });
  const tokens = [await agentToken(baseURL ?? '', 'dee')];
  const desk = await HelpDesk.open(browser, far.origin, { serviceUrl: network.origin, tokens });
  await desk.hears('ready');
  network.cut();
  await desk.page.evaluate("document.querySelector('cobrowse-agent-desk').reload()");
  const element = desk.page.locator('cobrowse-agent-desk');
  await expect(element.getByRole('alert')).toContainText('cannot be reached');
  expect((await desk.heard()).at(-1)?.detail).toMatchObject({ code: 1016, retryable: true });
  network.restore();
  await element.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(async () => (await desk.names()).at(-1)).toBe('ready');
});

test('a hello that comes from anybody but the parent, or is none, opens no port; a second one takes over', async ({
  page,
  baseURL,
}) => {
  await page.goto(`${site.origin}/plain.html`);
  const address = `${baseURL}/sdkapi/zcb/frame-templates/desk?access_token=${await agentToken(baseURL ?? '', 'cy')}`;
  await page.evaluate(`document.querySelector('[name=desk]').src = ${JSON.stringify(address)}`);
  const desk = page.frame({ name: 'desk' });
  const sibling = page.frame({ name: 'sibling' });
  await expect(page.frameLocator('[name=desk]').getByRole('textbox')).toBeVisible();
  if (!desk || !sibling) throw new Error('no frames');

  const offer = (target: string, hello: unknown) => `(() => {
    const { port1, port2 } = new MessageChannel();
    (window.answers ??= []).push([]);
    const mine = window.answers.at(-1);
    port1.onmessage = ({ data }) => mine.push(data.type);
    (window.ports ??= []).push(port1);
    ${target}.postMessage(${JSON.stringify(hello)}, '*', [port2]);
  })()`;
  const hello = { type: 'cobrowse-desk-hello', version: 1 };
  await sibling.evaluate(offer('parent.frames.desk', hello));
  await desk.evaluate(offer('window', hello));
  for (const wrong of [{ ...hello, version: 2 }, { ...hello, type: 'hello' }, null, 'cobrowse-desk-hello', [hello]]) {
    await page.evaluate(offer('frames.desk', wrong));
  }
  await page.evaluate(`frames.desk.postMessage(${JSON.stringify(hello)}, '*')`);
  await page.evaluate(offer('frames.desk', hello));
  await expect.poll(() => page.evaluate('window.answers.at(-1)')).toEqual(['welcome', 'state', 'mark']);
  // Messages arrive in order, so whatever came before would have been answered by now.
  expect(await page.evaluate('window.answers.slice(0, -1).flat()')).toEqual([]);
  expect(await sibling.evaluate('window.answers')).toEqual([[]]);
  expect(await desk.evaluate('window.answers')).toEqual([[]]);

  await page.evaluate(offer('frames.desk', hello));
  await expect.poll(() => page.evaluate('window.answers.at(-1)')).toEqual(['welcome', 'state', 'mark']);
  await page.evaluate(`ports.at(-2).postMessage({ type: 'pin', pinCode: '111111' })`);
  for (const junk of [
    { type: 'pin', pinCode: 'x'.repeat(65) },
    { type: 'pin', pinCode: 7 },
    { type: 'token', token: 'a b' },
    5,
  ]) {
    await page.evaluate(`ports.at(-1).postMessage(${JSON.stringify(junk)})`);
  }
  await page.evaluate(`ports.at(-1).postMessage({ type: 'pin', pinCode: '?' })`);
  await expect
    .poll(() => page.evaluate('window.answers.at(-1)'))
    .toEqual(['welcome', 'state', 'mark', 'session_error']);
  await expect(page.frameLocator('[name=desk]').getByRole('textbox')).toHaveValue('?');
});

test('the hosted desk works end to end, comes back after a reload, and breaks none of its own policy', async ({
  browser,
  baseURL,
}) => {
  const [customer, pin] = await startCustomer(browser);
  const context = await browser.newContext({ viewport: { width: 1100, height: 800 } });
  const desk = new HelpDesk(await context.newPage());
  const complaints: string[] = [];
  desk.page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  await desk.page.goto(`${baseURL}/desk`);
  await desk.type(pin);
  await expect(desk.mirror.locator('#title')).toBeVisible();
  await customer.heard('agent_joined');
  await desk.page.reload();
  await expect(desk.mirror.locator('#title')).toBeVisible();
  await customer.page.evaluate('window.cobrowse.session.end()');
  await expect(desk.frame.getByRole('button', { name: 'another PIN' })).toBeVisible();
  expect(complaints).toEqual([]);
});
