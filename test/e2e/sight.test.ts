/** What the customer is shown of what agents see: outlines around what is hidden, and the agents' own mirror. */
import { expect, type Browser, type FrameLocator, type Page } from '@playwright/test';
import { openRoots } from '../support/open-roots.ts';
import { serveSite, type SiteOptions } from '../support/site-server.ts';
import { Agent, Customer } from '../support/story.ts';
import { test } from '../support/test.ts';

async function shared(browser: Browser, service: string, options: SiteOptions = {}, deviceScaleFactor = 1) {
  const site = await serveSite('tour', { service, ...options });
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 }, deviceScaleFactor });
  await openRoots(context);
  const customer = new Customer(await context.newPage());
  await customer.page.goto(`${site.origin}/`);
  const agent = await Agent.open(browser, service, 'sight-agent');
  await agent.join(await customer.start());
  return { customer, agent, site, [Symbol.asyncDispose]: () => site.close() };
}

const outlines = (page: Page) => page.locator('cobrowse-panel .mask');
const see = (page: Page) => page.getByRole('button', { name: 'See what the agent sees' });
const dialog = (page: Page) => page.getByRole('dialog', { name: 'What the agent sees' });

function mirrorOf(page: Page): FrameLocator {
  return page.frameLocator('cobrowse-panel .preview iframe').frameLocator('iframe[sandbox]').last();
}

/** Whether an outline lies on the element, within two pixels. */
async function isOutlined(page: Page, selector: string): Promise<boolean> {
  const target = await page.locator(selector).boundingBox();
  const boxes = await outlines(page).evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON()));
  return boxes.some(({ x, y, width, height }) => {
    const gaps = target && [x - target.x, y - target.y, width - target.width, height - target.height];
    return gaps ? gaps.every((gap) => Math.abs(gap) <= 2) : false;
  });
}

test('each masked place in sight has an outline, which follows it and goes with the mask', async ({
  browser,
  baseURL,
}) => {
  await using story = await shared(browser, baseURL ?? '', {}, 0.81);
  const { page } = story.customer;
  for (const selector of ['#password', '#card', '[data-sensitive]']) {
    await expect.poll(() => isOutlined(page, selector)).toBe(true);
  }
  expect(await isOutlined(page, '#name')).toBe(false);
  await expect(outlines(page).filter({ hasText: 'Hidden from the agent' }).first()).toBeVisible();

  // A line between two pixels of the screen would be as good as none.
  const edges = await outlines(page).evaluateAll((all) =>
    all.flatMap((each) => {
      const { left, top, right, bottom } = each.getBoundingClientRect();
      return [left, top, right, bottom].map((edge) => edge * devicePixelRatio);
    }),
  );
  for (const edge of edges) expect(edge).toBeCloseTo(Math.round(edge), 1);

  // A field has a sign at its edge, which leaves what is written in it to read.
  for (const selector of ['#password', '#card']) {
    const field = (await page.locator(selector).boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const labels = await outlines(page)
      .locator('span')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().toJSON()));
    const over = labels.filter(
      ({ width, right, x, bottom, y }) =>
        width > 0 && right > field.x && x < field.x + field.width && bottom > field.y && y < field.y + field.height,
    );
    expect(over.map(({ width, bottom }) => [width <= 24, bottom - field.y <= 10])).toEqual([[true, true]]);
  }

  await page.evaluate('scrollTo(0, 60)');
  await expect.poll(() => isOutlined(page, '#card')).toBe(true);
  await page.evaluate("document.querySelector('#card').classList.remove('pii-mask')");
  await expect.poll(() => isOutlined(page, '#card')).toBe(false);
  await page.evaluate("document.querySelector('#name').classList.add('pii-mask')");
  await expect.poll(() => isOutlined(page, '#name')).toBe(true);

  // Neither in the mirror, nor in the way of the customer.
  await expect(story.agent.mirror.getByText('Hidden from the agent')).toHaveCount(0);
  await page.locator('#name').click();
  await expect(page.locator('#name')).toBeFocused();
  await page.evaluate('window.cobrowse.session.end()');
  await expect(outlines(page)).toHaveCount(0);
});

test('the customer sees the agents’ own mirror, live and masked, and closes it with a key', async ({
  browser,
  baseURL,
}) => {
  await using story = await shared(browser, baseURL ?? '');
  const { page } = story.customer;
  await see(page).click();
  await expect(mirrorOf(page).locator('#title')).toHaveText('Tour');
  await expect(mirrorOf(page).locator('#card')).not.toHaveValue(/4000/);
  await expect(mirrorOf(page).locator('form + p')).not.toContainText('DE02');
  await expect(mirrorOf(page).locator('#logo')).toHaveJSProperty('complete', true);

  await page.evaluate("document.querySelector('#title').textContent = 'Changed'");
  await expect(mirrorOf(page).locator('#title')).toHaveText('Changed');
  await expect(story.agent.mirror.locator('#title')).toHaveText('Changed');
  // The agent's mirror shows nothing of it, and theirs goes on.
  await expect(story.agent.mirror.locator('iframe')).toHaveCount(1);

  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  await expect(see(page)).toBeFocused();
  await see(page).press('Enter');
  await expect(mirrorOf(page).locator('#title')).toHaveText('Changed');
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await expect(dialog(page)).toHaveCount(0);
  const sent = story.customer.tap.sent.text;
  await page.evaluate("document.querySelector('#title').textContent = 'After'");
  await expect(story.agent.mirror.locator('#title')).toHaveText('After');
  expect(sent).not.toContain('DE02 1203');
});

test('a page whose policy keeps the preview out says so, and shares on', async ({ browser, baseURL }) => {
  const headers = { 'Content-Security-Policy': "frame-src 'self'" };
  await using story = await shared(browser, baseURL ?? '', { headers });
  const { page } = story.customer;
  await see(page).click();
  await expect(dialog(page).getByText('does not let the preview open')).toBeVisible();
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await page.evaluate("document.querySelector('#title').textContent = 'On'");
  await expect(story.agent.mirror.locator('#title')).toHaveText('On');
});
