/** The main story on real input: a page written for Zoom's SDK, an agent who types the PIN, a visit. */
import { expect } from '@playwright/test';
import { test } from '../support/test.ts';
import { serveSite, type Site } from '../support/site-server.ts';
import { describe as describePage } from '../support/in-page.ts';
import { difference } from '../support/page-tree.ts';
import { Agent, Customer, MASKED } from '../support/story.ts';
import { WireTap } from '../support/wire-tap.ts';

let site: Site;
test.beforeEach(async ({ baseURL }) => {
  site = await serveSite('tour', { service: baseURL ?? '' });
});
test.afterEach(() => site.close());

/** Both models agree, and the mirror's DOM is the masked page's. */
async function expectSame(customer: Customer, agent: Agent): Promise<void> {
  await expect
    .poll(async () => {
      const sent = WireTap.digest(customer.tap.sent);
      return sent !== 0 && sent === WireTap.digest(agent.tap.received);
    })
    .toBe(true);
  const frame = agent.mirrorFrame();
  if (!frame) throw new Error('no mirror');
  await expect
    .poll(async () => {
      const page = await describePage(customer.page, { masked: MASKED, asMirrored: true });
      return difference(await describePage(frame), page);
    })
    .toBe('');
}

test('an agent who types the PIN sees the page live, through a whole visit', async ({ browser, baseURL }) => {
  const customer = await Customer.open(browser, `${site.origin}/`);
  const pin = await customer.start();
  expect(pin).toMatch(/^\d{6}$/);
  expect((await customer.state()).pins).toEqual({ pinCode: pin, pincode: pin });

  const agent = await Agent.open(browser, baseURL ?? '', 'ann');
  expect(agent.page.url()).not.toContain('access_token');
  await agent.join(pin);
  await customer.heard('agent_joined');
  expect((await customer.state()).events.find(({ name }) => name === 'agent_joined')?.detail).toEqual({
    userId: 'ann',
    userName: 'Agent ann',
  });
  await expectSame(customer, agent);

  const { mirror } = agent;
  await customer.page.locator('#name').pressSequentially('Ada Lovelace');
  await customer.page.locator('#password').pressSequentially('hunter2-canary');
  await customer.page.locator('#card').fill('5555-canary');
  await customer.page.locator('#large').check();
  await customer.page.locator('#agree').check();
  await customer.page.locator('#country').selectOption('Brazil');
  await expect(mirror.locator('#name')).toHaveValue('Ada Lovelace');
  await expect(mirror.locator('#card')).toHaveValue('******');
  await expect(mirror.locator('#password')).toHaveValue('******');
  await expect(mirror.locator('#large')).toBeChecked();
  await expectSame(customer, agent);

  const steps = 'text attributes rows reorder move remove values rules adopted component inner dialog close navigate';
  for (const step of steps.split(' ')) {
    await customer.step(step);
    await test.step(step, () => expectSame(customer, agent));
  }
  await expect(mirror.locator('#card-box')).toHaveCSS('border-top-color', 'rgb(0, 128, 0)');
  await expect(mirror.locator('#title')).toHaveCSS('color', 'rgb(7, 0, 0)');
  await expect(mirror.locator('#title')).toHaveCSS('letter-spacing', '3px');
  await expect(mirror.locator('#counter output')).toHaveText('42');
  await expect(mirror.locator('#counter output')).toHaveCSS('font-weight', '700');
  await expect(mirror.frameLocator('#inner').locator('#inner-text')).toHaveText('Inner, changed');
  await expect(mirror.frameLocator('#inner').locator('#inner-text')).toHaveCSS('color', 'rgb(0, 100, 0)');
  await expect(mirror.frameLocator('#inner').locator('#inner-input')).toHaveValue('typed inside');
  await expect(agent.page.getByText('Tour: second').first()).toBeVisible();

  await customer.page.locator('#scroller').evaluate((element) => (element.scrollTop = 120));
  await customer.page.evaluate('scrollTo(0, 400)');
  await expect.poll(() => mirror.locator('#scroller').evaluate((element) => element.scrollTop)).toBe(120);
  await expect.poll(() => agent.mirrorFrame()?.evaluate('scrollY')).toBe(400);

  // The bytes of an own-origin image; for another's, which did not load for the customer either, what the customer sees.
  await expect
    .poll(() => mirror.locator('#logo').evaluate((image) => (image as HTMLImageElement).src))
    .toContain('blob:');
  const width = await customer.page.locator('#elsewhere').evaluate((image) => (image as HTMLElement).offsetWidth);
  await expect(mirror.locator('#elsewhere')).toHaveJSProperty('offsetWidth', width);

  for (const secret of ['hunter2', '5555-canary', '4000 0000', 'DE02 1203', 'not for agents', 'view=second']) {
    expect(customer.tap.sent.text).not.toContain(secret);
  }
  await customer.page.evaluate('window.cobrowse.session.end()');
  await customer.heard('session_ended');
  await expect(agent.page.getByRole('button', { name: /another PIN/i })).toBeVisible();
});

test('the agent’s browser asks nothing of the customer’s site, and no token, secret or PIN stands in an address', async ({
  browser,
  baseURL,
}) => {
  const customer = await Customer.open(browser, `${site.origin}/`);
  const pin = await customer.start();
  const agent = await Agent.open(browser, baseURL ?? '', 'bo');
  await agent.join(pin);
  await expectSame(customer, agent);
  await expect
    .poll(() => agent.mirror.locator('#logo').evaluate((image) => (image as HTMLImageElement).src))
    .toContain('blob:');

  const foreign = agent.tap.addresses.filter((address) => !/^(?:blob|data|about):/.test(address));
  const service = new URL(baseURL ?? '');
  expect(foreign.filter((address) => new URL(address).host !== service.host)).toEqual([]);
  const addresses = [...customer.tap.addresses, ...agent.tap.addresses.slice(1)].join(' ');
  expect(addresses).not.toContain(pin);
  expect(addresses).not.toContain('access_token');
  expect(addresses).not.toMatch(/eyJ/);
});

test('a second agent gets a snapshot of their own and the first is not disturbed', async ({ browser, baseURL }) => {
  const customer = await Customer.open(browser, `${site.origin}/`);
  const pin = await customer.start();
  const first = await Agent.open(browser, baseURL ?? '', 'first');
  await first.join(pin);
  await customer.step('rows');
  await expectSame(customer, first);
  await first.mirror.locator('body').evaluate((body) => body.setAttribute('data-kept', 'yes'));

  const second = await Agent.open(browser, baseURL ?? '', 'second');
  await second.join(pin);
  await customer.step('reorder');
  await expectSame(customer, second);
  await expectSame(customer, first);
  expect([...first.tap.recipients].filter((recipient) => recipient > 1)).toEqual([]);
  await expect(first.mirror.locator('body')).toHaveAttribute('data-kept', 'yes');

  await second.page.getByRole('button', { name: 'Leave' }).click();
  const confirm = second.page.getByRole('button', { name: /leave/i }).last();
  if (await confirm.isVisible()) await confirm.click();
  await customer.heard('agent_left');
  await customer.step('text');
  await expectSame(customer, first);
});

test('a PIN that is wrong says so in an alert, without a reload', async ({ browser, baseURL }) => {
  const agent = await Agent.open(browser, baseURL ?? '', 'cy');
  await agent.page.evaluate('window.stillHere = true');
  for (const [pin, message] of [
    ['000000', /not found|no session|unknown|check/i],
    ['12?4', /letters|digits/i],
  ] as const) {
    await agent.enter(pin);
    await expect(agent.page.getByRole('alert')).toContainText(message);
  }
  expect(await agent.page.evaluate('window.stillHere')).toBe(true);
});

test('nothing is loaded or patched before start, and after end the page is as it was', async ({ browser, baseURL }) => {
  const customer = await Customer.open(browser, `${site.origin}/`);
  await customer.page.waitForFunction('window.cobrowse?.session');
  const fromService = customer.tap.addresses.filter((address) => address.startsWith(baseURL ?? '?'));
  expect(fromService).toEqual([`${baseURL}/static/resource/sdk/development-sdk-key/js`]);
  const fingerprint = `(() => {
    const types = [HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement, HTMLOptionElement, Element, StyleSheet, CSSStyleSheet,
      CSSGroupingRule, CSSStyleRule, CSSStyleDeclaration, History, Node, Document, ShadowRoot, EventTarget];
    window.originals ??= types.flatMap((type) => Object.values(Object.getOwnPropertyDescriptors(type.prototype)).flatMap(({ get, set, value }) => [get, set, value]));
    const now = types.flatMap((type) => Object.values(Object.getOwnPropertyDescriptors(type.prototype)).flatMap(({ get, set, value }) => [get, set, value]));
    return now.filter((value, i) => value !== window.originals[i]).length;
  })()`;
  const markup = 'document.documentElement.outerHTML';
  expect(await customer.page.evaluate(fingerprint)).toBe(0);
  const before = await customer.page.evaluate(markup);

  const pin = await customer.start();
  const agent = await Agent.open(browser, baseURL ?? '', 'dee');
  await agent.join(pin);
  expect(await customer.page.evaluate(fingerprint)).toBeGreaterThan(0);
  await customer.page.evaluate('window.cobrowse.session.end()');
  await customer.heard('session_ended');
  // The panel says how it ended until the customer closes it.
  await customer.page.evaluate(
    `document.documentElement.lastElementChild.localName !== 'body' && document.documentElement.lastElementChild.remove()`,
  );
  expect(await customer.page.evaluate(fingerprint)).toBe(0);
  expect(await customer.page.evaluate(markup)).toBe(before);
});
