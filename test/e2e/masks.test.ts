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

async function pinOf(page: Page): Promise<string> {
  const pin = await page.waitForFunction("document.querySelector('cobrowse-button').pin");
  return String(await pin.jsonValue());
}

test('a button without masks does not undo those of the page’s own init', async ({ browser, page, baseURL }) => {
  const tap = new WireTap(page);
  await page.goto(`${site.origin}/`);
  await page.locator('cobrowse-button').getByRole('button').click();
  const agent = await Agent.open(browser, baseURL ?? '', 'ann');
  await agent.join(await pinOf(page));
  await expect(agent.mirror.locator('#shown')).toHaveText('plain text');
  await expect(agent.mirror.locator('#ssn')).toHaveText('******');
  expect(tap.sent.text).not.toContain('canary');
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
