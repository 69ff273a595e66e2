/** `<cobrowse-button>` with Zoom's cloud as the service: every state, with nothing but what Zoom documents. */
import { expect, type Page } from '@playwright/test';
import { serveSite } from '../support/site-server.ts';
import { TagPage } from '../support/tag-page.ts';
import { test as base } from '../support/zoom-stand-in/fixtures.ts';
import type { ZoomStandIn } from '../support/zoom-stand-in/index.ts';

/** A back end that mints tokens for PINs of the page's own, where the page asks for that. */
async function mintsByop(page: Page, zoom: ZoomStandIn): Promise<void> {
  await page.route('**/token', (route, request) => {
    const { byop }: { readonly byop?: boolean } = request.postDataJSON() ?? {};
    const token = zoom.mintToken(1, { user_id: `${Math.random()}`, ...(byop && { enable_byop: 1 }) });
    return route.fulfill({ json: { token }, headers: { 'Access-Control-Allow-Origin': '*' } });
  });
}

/** Opens a page of a shop; the last argument changes its button before it is upgraded. */
type OpenShop = (path?: string, attributes?: Readonly<Record<string, string>>) => Promise<TagPage>;

const test = base.extend<{ openShop: OpenShop }>({
  openShop: async ({ browser, worker, zoom }, use) => {
    // Named, so that it is set up: the Worker's service is the stand-in.
    expect(zoom.requests).toEqual([]);
    await using shop = await serveSite('tag', { service: worker });
    const opened: TagPage[] = [];
    await use(async (path = '/', attributes = {}) => {
      const page = await TagPage.open(browser, `${shop.origin}${path}`, async (blank) => {
        await blank.addInitScript((given) => {
          new MutationObserver(() => {
            for (const button of document.querySelectorAll('cobrowse-button')) {
              for (const [name, value] of Object.entries(given)) button.setAttribute(name, value);
            }
          }).observe(document, { childList: true, subtree: true });
        }, attributes);
      });
      opened.push(page);
      return page;
    });
    for (const { page } of opened) await page.context().close();
  },
});

test('goes through a whole session: PIN, agents, network, assistance, end', async ({ openShop, zoom }) => {
  const shop = await openShop();
  await shop.reaches('idle');
  await shop.press();
  await shop.reaches('waiting');
  const pin = await shop.pin();
  expect(pin).toMatch(/^\d{6}$/);
  // Both names of the contract, whatever the service says.
  const told = (await shop.heard()).find(({ name }) => name === 'pincode-updated');
  expect(told?.detail).toEqual({ pinCode: pin, pincode: pin });
  // The service shows the PIN, and nobody else does.
  await expect(shop.page.locator('#zcb-panel')).toContainText(pin);
  expect(await shop.element.innerText()).not.toContain(pin);

  const annLeaves = zoom.agentJoins(pin, 'Ann');
  await shop.reaches('live');
  const benLeaves = zoom.agentJoins(pin, 'Ben');
  await expect(shop.element.getByRole('status')).toHaveText('2 agents can see this page');
  benLeaves();
  await expect(shop.element.getByRole('status')).toHaveText('An agent can see this page');
  zoom.cloud.tellCustomer(pin, 'remote_assist_started');
  zoom.cloud.tellCustomer(pin, 'remote_assist_stopped');
  await expect.poll(() => shop.facts()).toContain('remote-assist-stopped');

  zoom.cutNetwork();
  await shop.reaches('reconnecting');
  zoom.restoreNetwork();
  await shop.reaches('live');
  annLeaves();
  await shop.reaches('waiting');
  await shop.press();
  await shop.reaches('ended');
  await expect(shop.page.locator('#zcb-panel')).toBeHidden();
  expect(await shop.facts()).toEqual([
    'start-request',
    'pincode-updated',
    'session-started',
    'agent-joined',
    'agent-joined',
    'agent-left',
    'remote-assist-started',
    'remote-assist-stopped',
    'session-reconnecting',
    'session-joined',
    'agent-left',
    'session-ended',
  ]);
  expect(await shop.states()).toEqual(['loading', 'waiting', 'live', 'reconnecting', 'live', 'waiting', 'ended']);
  expect(zoom.refusedTokens).toEqual([]);
  expect(zoom.identities.map(({ role_type }) => role_type)).toEqual([1]);
});

test('starts again after an end, with a new PIN and without a second init', async ({ openShop, zoom }) => {
  const shop = await openShop();
  await shop.press();
  const pin = await shop.pin();
  zoom.cloud.end(pin);
  await shop.reaches('ended');
  await shop.press();
  await shop.reaches('waiting');
  expect(await shop.pin()).not.toBe(pin);
  expect(zoom.inits).toHaveLength(1);
});

test('says what Zoom can do, and hands its settings over', async ({ openShop, zoom }) => {
  const shop = await openShop('/', {
    'mask-selectors': '.pii',
    'mask-attributes': 'data-sensitive=true',
    'agent-annotation': '',
    'remote-assist': '',
    'multi-tab': '',
  });
  await shop.press();
  await shop.reaches('waiting');
  expect(zoom.inits).toEqual([
    expect.objectContaining({
      allowAgentAnnotation: true,
      piiMask: expect.objectContaining({ maskCssSelectors: '.pii', maskHTMLAttributes: 'data-sensitive=true' }),
      remoteAssist: expect.objectContaining({ enable: true }),
      multiTabSessionPersistence: expect.objectContaining({ enable: true }),
    }),
  ]);
  expect(await shop.element.evaluate((element) => Reflect.get(element, 'capabilities'))).toMatchObject({
    annotation: true,
    multiTab: true,
    guaranteedMasking: false,
  });
});

test('resumes after a reload and after a navigation, without a press', async ({ openShop, zoom }) => {
  const shop = await openShop();
  await shop.press();
  const pin = await shop.pin();
  await shop.page.reload();
  await shop.reaches('waiting');
  expect(await shop.pin()).toBe(pin);
  expect(await shop.facts()).toContain('session-joined');
  await shop.page.getByRole('link', { name: 'Another page' }).click();
  await expect(shop.page).toHaveTitle('Basket');
  await shop.reaches('waiting');
  zoom.agentJoins(pin);
  await shop.reaches('live');
  expect(zoom.identities).toHaveLength(1);
});

test('is idle when the session that it came back for is gone', async ({ openShop, zoom }) => {
  const shop = await openShop();
  await shop.press();
  const pin = await shop.pin();
  await shop.page.goto('about:blank');
  zoom.cloud.end(pin);
  await shop.page.goBack();
  await expect.poll(() => zoom.inits.length).toBeGreaterThan(1);
  await shop.reaches('idle');
  await shop.press();
  await shop.reaches('waiting');
});

test('brings its own PIN', async ({ openShop, zoom }) => {
  const shop = await openShop('/', { 'custom-pin': 'ticket42' });
  await mintsByop(shop.page, zoom);
  await shop.press();
  await shop.reaches('waiting');
  expect(await shop.pin()).toBe('TICKET42');
  expect(zoom.identities.map(({ enable_byop }) => enable_byop)).toEqual([true]);
});

test('reports a PIN that is in use, and starts with another', async ({ openShop, zoom }) => {
  const first = await openShop('/', { 'custom-pin': 'same' });
  await mintsByop(first.page, zoom);
  await first.press();
  await first.reaches('waiting');
  const second = await openShop('/', { 'custom-pin': 'same' });
  await mintsByop(second.page, zoom);
  await second.press();
  await second.reaches('error');
  expect(await second.error()).toMatchObject({ code: 1010 });
  await second.element.evaluate((element) => element.setAttribute('custom-pin', 'other'));
  await second.press();
  await second.reaches('waiting');
  await first.press();
  await first.reaches('ended');
});

for (const failures of ['both', 'event', 'callback'] as const) {
  for (const errorText of ['errorMsg', 'message'] as const) {
    test(`hears a refusal once that comes by ${failures}, its text as ${errorText}`, async ({ openShop, zoom }) => {
      zoom.behave({ start: 1010, failures, errorText });
      const shop = await openShop();
      await shop.press();
      await shop.reaches('error');
      const errors = (await shop.heard()).filter(({ name }) => name === 'error');
      expect(errors).toHaveLength(1);
      expect(errors[0]?.detail).toMatchObject({ code: 1010, errorMsg: 'Refused as the test wishes' });
      zoom.behave({ start: 'accept' });
      await shop.press();
      await shop.reaches('waiting');
    });
  }
}

test('tells every code of the contract as it came, in a sentence of its own words', async ({ openShop, zoom }) => {
  const shop = await openShop();
  for (const code of [1001, 1002, 1004, 1009, 1012, 1015, 1016, 1017, 2001, 9999, 4711]) {
    zoom.behave({ start: code });
    const before = (await shop.heard()).filter(({ name }) => name === 'error').length;
    await shop.press();
    await expect.poll(async () => (await shop.heard()).filter(({ name }) => name === 'error').length).toBe(before + 1);
    const { message, ...rest } = (await shop.error()) ?? {};
    expect(rest).toMatchObject({ code });
    expect(String(message)).toMatch(/^\w.+[.)]$/);
    await expect(shop.element.getByRole('alert')).toHaveText(String(message));
  }
});

test('can be given up while the script, init or start hang, and tried again', async ({ openShop, zoom }) => {
  const shop = await openShop();
  for (const hang of [{ script: 'held' }, { init: 'hang' }, { start: 'hang' }] as const) {
    zoom.behave(hang);
    await shop.press();
    await shop.reaches('loading');
    await shop.press();
    await shop.reaches('idle');
    zoom.reset();
    await shop.press();
    await shop.reaches('waiting');
    await shop.press();
    await shop.reaches('ended');
    await shop.page.reload();
    await shop.reaches('idle');
  }
  expect(shop.logs.filter((text) => text.startsWith('uncaught'))).toEqual([]);
});

test('waits for a slow script', async ({ openShop, zoom }) => {
  zoom.behave({ script: 'held' });
  const shop = await openShop();
  await shop.press();
  await expect.poll(() => zoom.servedVersions.length).toBe(1);
  await shop.reaches('loading');
  zoom.release();
  await shop.reaches('waiting');
});

for (const [wanted, served] of [
  ['2.13.0', '2.13.0'],
  ['2.13.x', '2.13.2'],
  ['', '3.10.0'],
] as const) {
  test(`loads version ${served} for sdk-version="${wanted}"`, async ({ openShop, zoom }) => {
    const shop = await openShop('/', wanted ? { 'sdk-version': wanted } : {});
    await shop.press();
    await shop.reaches('waiting');
    expect(zoom.servedVersions).toEqual([served]);
  });
}

test('says so when there is no such version, and loads another after that', async ({ openShop, zoom }) => {
  const shop = await openShop('/', { 'sdk-version': '9.9.9' });
  await shop.press();
  await shop.reaches('error');
  expect(await shop.error()).toMatchObject({ code: 1001, retryable: true });
  expect(shop.hints().join()).toContain('script-failed');
  await shop.element.evaluate((element) => element.setAttribute('sdk-version', '2.13.x'));
  await shop.press();
  await shop.reaches('waiting');
  expect(zoom.servedVersions).toEqual(['2.13.2']);
});

test('shows the PIN in place only where the page asks for it', async ({ openShop }) => {
  const shop = await openShop('/', { 'show-pin': '' });
  await shop.press();
  const pin = await shop.pin();
  await expect(shop.element.locator('[part="pin-digits"]')).toHaveText(`${pin.slice(0, 3)}${pin.slice(3)}`);
});
