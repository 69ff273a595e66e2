/** A PIN that both sides know beforehand, such as a ticket's number: nobody types it, and the agent may be there first. */
import { expect, type Browser, type Page } from '@playwright/test';
import { openRoots } from '../support/open-roots.ts';
import { test } from '../support/test.ts';
import { serveSite, type Site } from '../support/site-server.ts';
import { TagPage } from '../support/tag-page.ts';

let site: Site;
test.beforeEach(async ({ baseURL }) => {
  site = await serveSite('tag', { service: baseURL ?? '' });
});
test.afterEach(() => site.close());

/** With the panel's root open. */
async function openShop(browser: Browser, customPin: string): Promise<TagPage> {
  const shop = await TagPage.open(browser, `${site.origin}/`, openRoots);
  await shop.element.evaluate((element, pin) => element.setAttribute('custom-pin', pin), customPin);
  return shop;
}

async function agentToken(service: string, byop: boolean): Promise<string> {
  const response = await fetch(`${service}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role: 2, userId: 'ann', userName: 'Ann Agent', byop }),
  });
  return String(Reflect.get(Object(await response.json()), 'token'));
}

/** At an address as createAgentViewerEndpoint makes it. */
async function openViewer(browser: Browser, service: string, pin: string): Promise<{ page: Page; requests: string[] }> {
  const page = await (await browser.newContext({ viewport: { width: 1200, height: 800 } })).newPage();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(`${request.url()} ${JSON.stringify(request.headers())}`));
  const token = await agentToken(service, true);
  await page.goto(`${service}/sdkapi/zcb/frame-templates/desk#access_token=${token}&pin=${pin}`);
  return { page, requests };
}

const mirrorOf = (page: Page) => page.frameLocator('iframe[sandbox]').last();

async function letIn(shop: TagPage): Promise<void> {
  const question = shop.page.getByRole('alertdialog');
  await expect(question).toContainText(/Ann Agent.*wants to see this page/);
  // Clicks right after the question came do not count.
  await expect(async () => {
    const button = question.getByRole('button', { name: 'Let in', exact: true });
    if (await button.isEnabled()) await button.click({ timeout: 10_000 });
    await expect(question).toBeHidden({ timeout: 5_000 });
  }).toPass();
}

test('J1 an agent joins by an agreed PIN without typing it, and it is in no request’s address', async ({
  browser,
  baseURL,
}) => {
  const shop = await openShop(browser, 'ticket41');
  await shop.press();
  await shop.reaches('waiting');
  expect(await shop.pin()).toBe('TICKET41');
  const { page, requests } = await openViewer(browser, baseURL ?? '', 'ticket41');
  await expect(mirrorOf(page).getByRole('heading', { name: 'Shop' })).toBeVisible();
  expect(page.url()).toBe(`${baseURL}/sdkapi/zcb/frame-templates/desk`);
  expect(requests.filter((request) => /ticket41/i.test(request))).toEqual([]);
  await shop.reaches('live');
});

test('J3 J4 an agent waits before the customer starts, and the customer lets them in', async ({ browser, baseURL }) => {
  const { page } = await openViewer(browser, baseURL ?? '', 'TICKET42');
  await expect(page.getByRole('alert')).toContainText('No session has this PIN');
  await page.getByRole('button', { name: 'Wait for the customer' }).click();
  await expect(page.getByRole('heading', { name: 'Waiting for the customer to start' })).toBeVisible();
  // A reload goes on waiting.
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Waiting for the customer to start' })).toBeVisible();

  const shop = await openShop(browser, 'ticket42');
  await shop.press();
  await shop.reaches('waiting');
  await expect(page.getByRole('heading', { name: 'Waiting to be let in' })).toBeVisible();
  await letIn(shop);
  await expect(mirrorOf(page).getByRole('heading', { name: 'Shop' })).toBeVisible();
  await shop.reaches('live');
});

test('J1 the desk element takes an agreed PIN, and the customer hears that one is in use', async ({
  browser,
  baseURL,
}) => {
  const shop = await openShop(browser, 'ticket43');
  await shop.press();
  await shop.reaches('waiting');

  const other = await openShop(browser, 'TICKET43');
  await other.press();
  await other.reaches('error');
  expect(await other.error()).toMatchObject({ code: 1010 });
  await expect(other.element).toContainText('This PIN is in use right now');

  const desk = await (await browser.newContext()).newPage();
  await desk.goto(`${baseURL}/desk`);
  await desk.locator('cobrowse-agent-desk').evaluate((element) => element.setAttribute('pin', 'ticket43'));
  const inner = desk.frameLocator('cobrowse-agent-desk iframe');
  await expect(inner.frameLocator('iframe[sandbox]').last().getByRole('heading', { name: 'Shop' })).toBeVisible();
  await shop.reaches('live');
});
