/** What anybody on a page asked to mask stays masked, whoever starts or resumes the session. */
import { expect, type Page } from '@playwright/test';
import { test } from '../support/test.ts';
import { serveSite, type Site } from '../support/site-server.ts';
import { Agent } from '../support/story.ts';
import { WireTap } from '../support/wire-tap.ts';

let site: Site;
test.beforeEach(async ({ baseURL }) => {
  site = await serveSite('tag-masks', { service: baseURL ?? '' });
});
test.afterEach(() => site.close());

/** As a page's script sets an attribute. */
async function mask(page: Page, selectors: string): Promise<void> {
  await page
    .locator('cobrowse-button')
    .evaluate((button, value) => button.setAttribute('mask-selectors', value), selectors);
}

async function write(page: Page, id: string, text: string): Promise<void> {
  await page.locator(id).evaluate((element, value) => (element.textContent = value), text);
}

async function pinOf(page: Page): Promise<string> {
  const pin = await page.waitForFunction("document.querySelector('cobrowse-button').pin");
  return String(await pin.jsonValue());
}

test('masks add up: the page’s own, a button’s, those that come during a session', async ({
  browser,
  page,
  baseURL,
}) => {
  const tap = new WireTap(page);
  const warned: string[] = [];
  page.on('console', (message) => message.type() === 'warning' && warned.push(message.text()));
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error.stack)));
  await page.exposeFunction('hear', (detail: string) => void said.push(detail));
  await page.addInitScript(`
    const { dispatchEvent } = EventTarget.prototype;
    EventTarget.prototype.dispatchEvent = function (event) {
      if (event.type.startsWith('cobrowse')) hear(JSON.stringify([event.type, event.detail]));
      return dispatchEvent.call(this, event);
    };
  `);
  await page.goto(`${site.origin}/?tab=orders&q=canary-query#canary-fragment`);
  await page.locator('cobrowse-button').getByRole('button').click();
  const agent = await Agent.open(browser, baseURL ?? '', 'ann');
  await agent.join(await pinOf(page));
  await expect(agent.mirror.locator('#shown')).toHaveText('plain text');
  await expect(agent.mirror.locator('#ssn')).toHaveText('******');
  expect(tap.sent.text).toContain('/?tab=orders"');

  // More is masked at once, less with the next session, and the page's developer hears of both.
  await mask(page, '#shown');
  await expect(agent.mirror.locator('#shown')).toHaveText('******');
  await mask(page, '');
  await write(page, '#shown', 'canary-later');
  await write(page, '#open', 'later');
  await expect(agent.mirror.locator('#open')).toHaveText('later');
  await expect(agent.mirror.locator('#shown')).toHaveText('******');
  expect(warned.filter((line) => line.includes('mask more holds at once'))).toHaveLength(1);
  expect(tap.sent.text).not.toContain('canary');

  await page.locator('cobrowse-button').getByRole('button').click();
  await page.waitForFunction("document.querySelector('cobrowse-button').state === 'ended'");
  await write(page, '#shown', 'plain text');
  await page.locator('cobrowse-button').getByRole('button').click();
  const next = await Agent.open(browser, baseURL ?? '', 'bob');
  await next.join(await pinOf(page));
  await expect(next.mirror.locator('#shown')).toHaveText('plain text');
  await expect(next.mirror.locator('#ssn')).toHaveText('******');

  // What cannot be read masks everything, and the element says which selector it was.
  await page.evaluate(`addEventListener('cobrowse-error', ({ detail }) => (window.failed = detail), true)`);
  await mask(page, '#shown, (');
  await expect(next.mirror.locator('#open')).toHaveText('******');
  await page.waitForFunction('window.failed');
  expect(await page.evaluate('window.failed.errorMsg')).toContain('#shown, (');
  expect(await page.evaluate("document.querySelector('cobrowse-button').state")).toBe('live');
  expect(warned.filter((line) => line.includes('#shown, ('))).not.toHaveLength(0);

  // In no byte, address, log, event, error or storage.
  const stored = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])');
  const asked = tap.addresses.filter((address) => !address.startsWith(`${site.origin}/`));
  expect(said.join()).toContain('cobrowse-agent-joined');
  expect(tap.sent.text + said.join() + String(stored) + asked.join()).not.toContain('canary');
});

test('after a reload the masks of the button that was pressed still hold', async ({ browser, page, baseURL }) => {
  const tap = new WireTap(page);
  await page.goto(`${site.origin}/two.html`);
  await page.locator('#second').getByRole('button').click();
  const agent = await Agent.open(browser, baseURL ?? '', 'ann');
  await agent.join(await pinOf(page));
  await expect(agent.mirror.locator('#ssn')).toHaveText('******');
  await page.reload();
  await expect(page.locator('#first').getByRole('button')).toHaveText('Stop sharing');
  await page.locator('#shown').evaluate((element) => (element.textContent = 'after the reload'));
  await expect(agent.mirror.locator('#shown')).toHaveText('after the reload');
  await expect(agent.mirror.locator('#ssn')).toHaveText('******');
  expect(tap.sent.text).not.toContain('canary');
});
