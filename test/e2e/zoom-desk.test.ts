/** `<cobrowse-agent-desk>` around Zoom's desk, which tells nothing, and around the npm package's SDK, which tells all. */
import { expect, type Page } from '@playwright/test';
import { fitProblems, keyboardProblems } from '../support/looks.ts';
import { serveSite } from '../support/site-server.ts';
import { TagPage } from '../support/tag-page.ts';
import { test as base } from '../support/zoom-stand-in/fixtures.ts';
import type { ZoomStandIn } from '../support/zoom-stand-in/index.ts';

/** A desk of the page's own with tokens of its own back end, `prepare` run before the element is upgraded. */
type OpenDesk = (attributes?: Readonly<Record<string, string>>, npm?: boolean) => Promise<TagPage>;

interface Fixtures {
  readonly openDesk: OpenDesk;
  /** PIN of a customer who waits. */
  readonly pin: string;
}

/** Answers the page's own token endpoint; each token's user is another one, as after a sign-in. */
async function mintTokens(page: Page, zoom: ZoomStandIn): Promise<void> {
  let count = 0;
  await page.route('**/agent-token', (route) => {
    const token = zoom.mintToken(2, { user_id: `agent-${(count += 1)}`, user_name: 'Agent Ann' });
    return route.fulfill({ json: { token } });
  });
}

const test = base.extend<Fixtures>({
  openDesk: async ({ browser, worker, zoom }, use) => {
    await using site = await serveSite('tag', { service: worker });
    const opened: TagPage[] = [];
    await use(async (attributes = {}, npm = false) => {
      const page = await TagPage.open(browser, `${site.origin}/desk.html`, async (blank) => {
        await mintTokens(blank, zoom);
        const given = { 'token-url': '/agent-token', 'user-name': 'Agent Ann', ...attributes };
        await blank.addInitScript(
          ({ names, module }) => {
            const observer = new MutationObserver(() => {
              const desk = document.querySelector('cobrowse-agent-desk');
              if (!desk || desk.hasAttribute('token-url')) return;
              for (const [name, value] of Object.entries(names)) desk.setAttribute(name, value);
              if (!module) return;
              // Out of the page until the SDK is there, as a framework would have it.
              const { parentElement } = desk;
              desk.remove();
              void import(module).then(({ ZoomCobrowseAgentSDK }) => {
                Reflect.set(desk, 'sdk', ZoomCobrowseAgentSDK);
                parentElement?.append(desk);
              });
            });
            observer.observe(document, { childList: true, subtree: true });
          },
          { names: given, module: npm ? `${zoom.origin}/npm/agent.js` : '' },
        );
      });
      opened.push(page);
      return page;
    });
    for (const { page } of opened) await page.context().close();
  },
  pin: async ({ zoom }, use) => {
    const claims = { app_key: '', role_type: 1, user_id: 'customer', user_name: 'Carl', enable_byop: false } as const;
    const { pinCode } = zoom.cloud.start(claims, undefined, `${Math.random()}`);
    await use(pinCode);
    zoom.cloud.end(pinCode);
  },
});

const deskState = ({ page }: TagPage): Promise<unknown> =>
  page.locator('cobrowse-agent-desk').evaluate((desk) => Reflect.get(desk, 'state'));

test("frames Zoom's desk as documented, and says that it is silent", async ({ openDesk, zoom, pin }) => {
  const help = await openDesk();
  const desk = help.page.locator('cobrowse-agent-desk');
  await expect.poll(() => deskState(help)).toBe('ready');
  const frame = desk.locator('iframe');
  expect(await frame.getAttribute('allow')).toBe(
    'autoplay *; camera *; microphone *; display-capture *; geolocation *;',
  );
  expect(await frame.getAttribute('referrerpolicy')).toBe('no-referrer');
  const { origin, pathname, searchParams } = new URL((await frame.getAttribute('src')) ?? '');
  expect([origin, pathname, [...searchParams.keys()]]).toEqual([
    zoom.origin,
    '/sdkapi/zcb/frame-templates/desk',
    ['access_token'],
  ]);
  await expect(desk.getByRole('status')).toContainText('cannot tell this page');
  expect([...(await fitProblems(help.page)), ...(await keyboardProblems(help.page))]).toEqual([]);
  expect(await desk.evaluate((element) => Reflect.get(element, 'capabilities'))).toMatchObject({
    deskEvents: false,
    deskPin: false,
  });

  const inside = desk.frameLocator('iframe');
  await inside.getByLabel('PIN').fill('111');
  await inside.getByLabel('PIN').press('Enter');
  await expect(inside.getByRole('alert')).toHaveText('Pincode is not found (30308)');
  await inside.getByLabel('PIN').fill(pin);
  await inside.getByLabel('PIN').press('Enter');
  await expect(inside.getByText('Page of Carl')).toBeVisible();
  expect(zoom.cloud.agentNames(pin)).toEqual(['Agent Ann']);
  // It cannot know, so it does not pretend to.
  expect(await deskState(help)).toBe('ready');
  expect(await help.facts()).toEqual([]);
});

test('fills its box at every width', async ({ openDesk }) => {
  const help = await openDesk();
  await expect.poll(() => deskState(help)).toBe('ready');
  for (const width of [1000, 320]) {
    await help.page.setViewportSize({ width, height: 700 });
    const box = await help.page.locator('cobrowse-agent-desk').boundingBox();
    const frame = await help.page.locator('cobrowse-agent-desk iframe').boundingBox();
    expect(frame?.width).toBe(box?.width);
    expect(await help.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  }
});

test('has a way on when the token is refused, and takes it', async ({ openDesk, zoom }) => {
  const help = await openDesk({ 'token-url': '/refused' });
  await help.page.route('**/refused', (route) => route.fulfill({ status: 403, json: { errors: [] } }));
  await help.page.reload();
  await expect.poll(() => deskState(help)).toBe('error');
  expect(await help.error()).toMatchObject({ code: 2001 });
  const desk = help.page.locator('cobrowse-agent-desk');
  await expect(desk.getByRole('alert')).toContainText('no access');
  await help.page.unroute('**/refused');
  await help.page.route('**/refused', (route) => route.fulfill({ json: { sdkToken: zoom.mintToken(2) } }));
  await desk.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => deskState(help)).toBe('ready');
  await expect(desk.frameLocator('iframe').getByLabel('PIN')).toBeVisible();
});

test('draws with the SDK of the npm package: PIN, events, end', async ({ openDesk, zoom, pin }) => {
  const help = await openDesk({}, true);
  await expect.poll(() => deskState(help)).toBe('ready');
  expect(zoom.inits).toEqual([{ hostName: new URL(zoom.origin).host, hasRoot: true }]);
  const desk = help.page.locator('cobrowse-agent-desk');
  await desk.getByLabel('PIN').fill('999999');
  await desk.getByRole('button', { name: 'Join' }).click();
  await expect(desk.getByRole('alert')).toContainText('No session has this PIN');
  expect(await help.error()).toMatchObject({ code: 1006 });
  expect([...(await fitProblems(help.page)), ...(await keyboardProblems(help.page))]).toEqual([]);
  await desk.getByLabel('PIN').fill(pin);
  await desk.getByRole('button', { name: 'Join' }).click();
  await expect.poll(() => deskState(help)).toBe('live');
  await expect(help.page.getByText('Page of Carl')).toBeVisible();
  zoom.cloud.tellAgents(pin, 'customer_focus_lost');
  zoom.cloud.tellAgents(pin, 'customer_transferred');
  await expect.poll(() => help.facts()).toContain('customer-transferred');
  zoom.cloud.end(pin);
  await expect.poll(() => deskState(help)).toBe('ended');
  expect(await help.facts()).toEqual([
    'error',
    'session-joined',
    'customer-focus-lost',
    'customer-transferred',
    'session-ended',
  ]);
  await desk.getByRole('button', { name: 'Enter another PIN' }).click();
  await expect(desk.getByLabel('PIN')).toBeVisible();
});

test('joins a PIN that is known beforehand, with the SDK of the npm package', async ({ openDesk, zoom, pin }) => {
  const help = await openDesk({ pin }, true);
  await expect.poll(() => deskState(help)).toBe('live');
  expect(zoom.cloud.agentNames(pin)).toEqual(['Agent Ann']);
});
