/** The stand-in itself, with a page as Zoom documents it and no elements: what the other tests of Zoom's side stand on. */
import { expect, type Page } from '@playwright/test';
import { test as base } from '../support/test.ts';
import { serveSite } from '../support/site-server.ts';
import { startZoomStandIn, type ZoomStandIn } from '../support/zoom-stand-in/index.ts';
import { mintToken } from '../support/zoom-stand-in/tokens.ts';

const SDK_KEY = 'stand-in-key';
const SDK_SECRET = 'secret';

const test = base.extend<{ zoom: ZoomStandIn; shop: string }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern.
  zoom: async ({}, use) => {
    await using standIn = await startZoomStandIn({ sdkKey: SDK_KEY, sdkSecret: SDK_SECRET });
    await use(standIn);
  },
  shop: async ({ zoom }, use) => {
    await using site = await serveSite('tag-snippet', { service: zoom.origin });
    await use(site.origin);
  },
});

const token = (role: number, claims: object = {}, secret = SDK_SECRET): string =>
  mintToken(SDK_KEY, secret, role, claims);

async function start(page: Page, sdkToken: string): Promise<void> {
  await page.waitForFunction('window.session');
  await page.evaluate((sent) => Reflect.get(window, 'session').start({ sdkToken: sent }), sdkToken);
}

const heard = (page: Page): Promise<readonly { name: string; detail?: unknown }[]> => page.evaluate('window.heard');
const names = async (page: Page): Promise<string[]> => (await heard(page)).map(({ name }) => name);

test('a documented page gets a PIN, an agent at the desk finds it, and either side ends it', async ({
  page,
  context,
  zoom,
  shop,
}) => {
  await page.goto(shop);
  await start(page, token(1));
  await expect.poll(() => names(page)).toEqual(['pincode_updated', 'session_started']);
  const pinCode = /\d{6}/.exec(await page.locator('#zcb-panel').innerText())?.[0] ?? '';
  expect(await heard(page)).toEqual([{ name: 'pincode_updated', detail: { pinCode } }, { name: 'session_started' }]);

  const desk = await context.newPage();
  await desk.goto(`${zoom.origin}/sdkapi/zcb/frame-templates/desk?access_token=${token(2)}`);
  await desk.getByLabel('PIN').fill('000000');
  await desk.getByLabel('PIN').press('Enter');
  await expect(desk.getByRole('alert')).toHaveText('Pincode is not found (30308)');
  await desk.getByLabel('PIN').fill(pinCode);
  await desk.getByLabel('PIN').press('Enter');
  await expect(desk.getByText('Page of Ann')).toBeVisible();
  await expect.poll(() => names(page)).toContain('agent_joined');
  await desk.getByRole('button', { name: 'End session' }).click();
  await expect.poll(() => names(page)).toContain('session_ended');
  await expect(page.locator('#zcb-panel')).toBeHidden();
});

test('a reloaded page is told that its session is recoverable, and a cut network that it reconnects', async ({
  page,
  zoom,
  shop,
}) => {
  await page.goto(shop);
  await start(page, token(1));
  await expect.poll(() => names(page)).toContain('session_started');
  await page.reload();
  await expect.poll(() => names(page)).toEqual(['pincode_updated', 'session_joined']);
  zoom.cutNetwork();
  await expect.poll(() => names(page)).toContain('session_reconnecting');
  zoom.restoreNetwork();
  await expect.poll(async () => (await names(page)).slice(-2)).toEqual(['session_reconnecting', 'session_joined']);
});

test('tokens are really checked', async ({ page, zoom, shop }) => {
  await page.goto(shop);
  const bad = [
    token(1, {}, 'another secret'),
    token(1, { role_type: '1' }),
    token(1, { user_name: undefined }),
    token(1, { tpc: 'not a claim of this contract' }),
    token(1, { exp: Math.floor(Date.now() / 1000) + 60 }),
    token(1, { app_key: 'another-key' }),
    'not.a.token',
  ];
  for (const [index, each] of bad.entries()) {
    await start(page, each);
    const errors = async () => (await heard(page)).filter(({ name }) => name === 'session_error');
    await expect.poll(errors).toHaveLength(index + 1);
    expect((await errors()).at(-1)?.detail).toEqual({ code: 2001, errorMsg: 'Invalid token' });
  }
  expect(zoom.refusedTokens).toEqual([
    'signature',
    'role_type',
    'claims: app_key,role_type,user_id,iat,exp',
    'claims: app_key,role_type,user_id,user_name,iat,exp,tpc',
    'life',
    'app_key',
    'header',
  ]);
});

test('a session offers what is documented and nothing else', async ({ page, shop }) => {
  await page.goto(shop);
  await page.waitForFunction('window.session');
  expect(await page.evaluate('Object.keys(window.session).sort()')).toEqual(
    ['start', 'join', 'end', 'on', 'getSessionInfo'].toSorted(),
  );
  expect(await page.evaluate('window.session.end()')).toBeUndefined();
});

test('versions are pinned, float, or are not there', async ({ request, zoom }) => {
  const status = async (version: string) =>
    (await request.get(`${zoom.origin}/static/resource/sdk/${SDK_KEY}/js${version}`)).status();
  expect(await Promise.all(['/2.13.0', '/2.13.x', '', '/2.14.x', '/9.9.9'].map(status))).toEqual([
    200, 200, 200, 404, 404,
  ]);
  expect([...zoom.servedVersions].toSorted()).toEqual(['2.13.0', '2.13.2', '3.10.0']);
});
