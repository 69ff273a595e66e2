/** Every state of the button, the panel and the desk as people see it who zoom, read from right to left, or need no colours. */
import { expect, type Browser, type Page } from '@playwright/test';
import { openRoots } from '../support/open-roots.ts';
import { test as base } from '../support/test.ts';
import { keyboardProblems, lookProblems } from '../support/looks.ts';
import { networkTo } from '../support/network.ts';
import { serveSite } from '../support/site-server.ts';
import { Agent, deskAddress } from '../support/story.ts';
import { TagPage } from '../support/tag-page.ts';

const test = base.extend<{ readonly service: string }>({
  service: async ({ baseURL }, use) => use(baseURL ?? ''),
});

// Some dozen states a test, each in five looks.
test.describe.configure({ timeout: 240_000 });

const PHONE = { width: 390, height: 844 };

/** Nothing answers at this address any more. */
async function silence(page: Page, address: string): Promise<void> {
  await page.route(address, () => undefined);
}

async function fits(title: string, page: Page): Promise<void> {
  await test.step(title, async () => {
    expect.soft(await lookProblems(page), title).toEqual([]);
    expect.soft(await keyboardProblems(page), title).toEqual([]);
  });
}

async function openLooks(browser: Browser, address: string, prepare?: (page: Page) => Promise<unknown>) {
  return TagPage.open(browser, address, async (page) => {
    await openRoots(page);
    await prepare?.(page);
  });
}

test('the button and the panel fit, stand still and pass axe in every state and look', async ({ browser, service }) => {
  await using network = await networkTo(service);
  await using site = await serveSite('looks', { service: network.origin });
  const tag = await openLooks(browser, `${site.origin}/`);
  const { page } = tag;
  await tag.reaches('idle');
  await expect(tag.button).toBeVisible();
  await fits('idle', page);
  await page.evaluate("document.querySelector('cobrowse-button').disabled = true");
  await fits('disabled', page);
  await page.evaluate("document.querySelector('cobrowse-button').disabled = false");

  await silence(page, '**/config');
  await tag.press();
  await tag.reaches('loading');
  await fits('loading', page);
  await page.reload();
  await page.unroute('**/config');
  await tag.press();
  await tag.reaches('waiting');
  await fits('waiting', page);

  const agent = await Agent.open(browser, service, 'ann');
  const desktop = page.viewportSize() ?? PHONE;
  await page.setViewportSize(PHONE);
  await agent.join(await tag.pin());
  await tag.reaches('live');
  await test.step('on a phone the panel makes way for the page', async () => {
    const expand = page.getByRole('button', { name: 'Show details' });
    await expect(expand).toBeVisible();
    const panel = page.locator('cobrowse-panel .place');
    await expect(panel).toContainText('Agent ann');
    for (const name of ['Pause', 'End']) await expect(panel.getByRole('button', { name, exact: true })).toBeVisible();
    expect((await panel.boundingBox())?.height).toBeLessThan(PHONE.height / 5);
    await expand.click();
    await expect(page.getByRole('button', { name: 'Minimise' })).toBeVisible();
  });
  await page.setViewportSize(desktop);
  await fits('live', page);
  await page.getByRole('button', { name: 'Minimise' }).click();
  await fits('live, with a small panel', page);
  network.cut();
  await tag.reaches('reconnecting');
  await fits('reconnecting', page);
  network.restore();
  await tag.reaches('live');
  await tag.press();
  await tag.reaches('ended');
  await fits('ended', page);
  await page.route('**/config', (route) => route.abort());
  await tag.page.reload();
  await tag.press();
  await tag.reaches('error');
  await fits('error', page);
});

test('the desk fits, stands still and passes axe in every state and look', async ({ browser, service }) => {
  await using network = await networkTo(service);
  await using site = await serveSite('looks', { service });
  const tag = await TagPage.open(browser, `${site.origin}/`);
  await tag.press();
  await tag.reaches('waiting');
  const pin = await tag.pin();

  const agent = await Agent.open(browser, network.origin, 'ann');
  const { page } = agent;
  await expect(agent.pinField).toBeVisible();
  await fits('the form', page);
  await agent.enter('000 000');
  await expect(page.getByRole('alert')).not.toBeEmpty();
  await fits('a wrong PIN', page);
  await silence(page, '**/join');
  await agent.enter(pin);
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await fits('joining', page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.unroute('**/join');
  await agent.enter(pin);
  await expect(agent.mirror.locator('h1')).toHaveText('Shop');
  await fits('live', page);
  await page.getByRole('button', { name: 'End session' }).click();
  await fits('the question whether to end', page);
  await page.getByRole('button', { name: 'Keep going' }).click();

  network.cut();
  await expect(page.getByText('Your connection was interrupted')).toBeVisible();
  await fits('reconnecting', page);
  network.restore();
  await expect(page.getByText('Your connection was interrupted')).toBeHidden();
  await tag.page.goto('about:blank');
  await expect(page.getByText(/^Customer [0-9A-F]{4} is reconnecting/)).toBeVisible();
  await fits('the customer is away', page);
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('group', { name: 'Leave?' }).getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('button', { name: 'another PIN' })).toBeFocused();
  await fits('left', page);

  await page.goto((await deskAddress(service, 'ann')).replace(/access_token=.*/, ''));
  await expect(page.getByText('without an access token')).toBeVisible();
  await fits('without a token', page);
});

test('the agents’ element fits, stands still and passes axe in every state and look', async ({ browser, service }) => {
  await using site = await serveSite('looks', { service });
  const address = `${site.origin}/desk.html`;
  const state = (tag: TagPage): Promise<unknown> =>
    tag.page.locator('cobrowse-agent-desk').evaluate((desk) => Reflect.get(desk, 'state'));

  const waiting = await openLooks(browser, address, (page) => silence(page, '**/config'));
  await expect.poll(() => state(waiting)).toBe('loading');
  await fits('loading', waiting.page);
  await waiting.page.context().close();
  const tag = await openLooks(browser, address);
  await expect.poll(() => state(tag)).toBe('ready');
  await fits('ready', tag.page);

  const refused = (page: Page) => page.route('**/token', (route) => route.fulfill({ status: 403, json: {} }));
  const failed = await openLooks(browser, address, refused);
  await expect.poll(() => state(failed)).toBe('error');
  await fits('error', failed.page);
});
