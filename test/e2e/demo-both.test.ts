/** Both sides on one page: the story that explains the product, told by its button and by hand. */
import { expect } from '@playwright/test';
import { test } from '../support/test.ts';
import { texts as zhCn } from '../../widget/locales/languages/zh-cn.ts';
import { DemoPage, untranslated } from '../support/demo.ts';

test('one button leads through the whole story: PIN, agent, stars, end, and once more', async ({ browser }) => {
  const demo = await DemoPage.open(browser, '/demo/both/');
  const { page, mirror } = demo;
  const caption = page.locator('#caption');
  const act = page.locator('#act');
  const chapter = page.locator('.chapters [aria-current=step]');

  await expect(chapter).toHaveText('Get help');
  // The agent's desk, which opens meanwhile, has not taken it.
  expect(await page.evaluate('document.activeElement === document.body')).toBe(true);
  await act.focus();
  await page.keyboard.press('Enter');
  await expect(caption).toHaveText(/^The customer reads out \d{3} \d{3}\. /);
  await page.keyboard.press('Enter');
  await expect(chapter).toHaveText('See it live');
  await expect(mirror.locator('#balance')).toHaveText('******');
  await expect(act).toBeFocused();
  // Whoever tries it out finds all that there is.
  for (const name of ['Draw on the page', 'Help on the page', 'Message to the customer']) {
    await expect(demo.desk.getByRole('button', { name })).toBeVisible();
  }
  await page.keyboard.press('Enter');
  await expect(chapter).toHaveText('Private stays private');
  await expect(mirror.locator('[name=name]')).toHaveValue('Ada Lovelace');
  await expect(act).toHaveText('End the session');
  expect(await demo.accessProblems()).toEqual([]);
  await expect(page.frameLocator('#customer').locator('[name=tax]')).toHaveValue('12 345 678 901');
  await expect(mirror.getByLabel('Tax number')).toHaveValue('******');
  expect(demo.tap.sent.text).not.toContain('12 345 678 901');
  await act.click();
  await expect(caption).toHaveText(/^The session is over/);

  await act.click();
  await expect(act).toHaveText('Type the PIN for me');
  await act.click();
  await expect(chapter).toHaveText('See it live');
  expect(demo.problems).toEqual([]);
});

test('the captions follow what is done by hand, through a reload of the customer’s window', async ({ browser }) => {
  const demo = await DemoPage.open(browser, '/demo/both/');
  const { page, mirror } = demo;
  const customer = page.frameLocator('#customer');
  const chapter = page.locator('.chapters [aria-current=step]');
  await customer.getByRole('button', { name: 'Get help' }).click();
  await expect(chapter).toHaveText('Read out the PIN');
  const [pin] = /\d{3} \d{3}/.exec((await page.locator('#caption').textContent()) ?? '') ?? [''];
  await demo.join(pin);
  await expect(chapter).toHaveText('See it live');
  await customer.getByLabel('To', { exact: true }).fill('Harbor Lines');
  await expect(mirror.locator('[name=payee]')).toHaveValue('Harbor Lines');

  await page.locator('#customer').evaluate((frame: HTMLIFrameElement) => frame.contentWindow?.location.reload());
  await expect(mirror.locator('[name=payee]')).toHaveValue('');
  await expect(chapter).toHaveText('See it live');
  await customer.getByRole('button', { name: 'Stop sharing' }).click();
  await expect(page.locator('#caption')).toHaveText(/^The session is over/);
  expect(demo.problems).toEqual([]);
});

test('one language switch turns the page and both its windows to Chinese', async ({ browser }) => {
  const { page, desk, problems } = await DemoPage.open(browser, '/demo/both/');
  const customer = page.frameLocator('#customer');
  await expect(desk.getByRole('button', { name: 'Join' })).toBeVisible();
  await expect(customer.getByRole('heading', { name: 'Accounts' })).toBeVisible();
  await page.locator('.top').getByRole('button', { name: '中文' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('客户看到什么，客服就看到什么');
  await expect(customer.getByRole('heading', { level: 1 })).toHaveText('账户');
  await expect(customer.getByRole('button', { name: '获取帮助' })).toBeVisible();
  await expect(desk.getByRole('button', { name: zhCn.desk.join })).toBeVisible();
  await expect(desk.locator('html')).toHaveAttribute('lang', 'zh-cn');
  await expect(desk.locator('html')).toHaveAttribute('dir', 'ltr');
  expect(await untranslated(page)).toEqual([]);
  expect(problems).toEqual([]);
});

test('the front door leads there, in both languages', async ({ browser }) => {
  for (const [locale, link] of [
    ['en-US', 'See both sides'],
    ['zh-CN', '同时看看双方'],
  ] as const) {
    const { page, problems } = await DemoPage.open(browser, '/demo/', {
      locale,
      viewport: { width: 390, height: 844 },
    });
    if (locale === 'zh-CN') expect(await untranslated(page)).toEqual([]);
    await page.getByRole('link', { name: link }).click();
    await expect(page).toHaveURL(/\/demo\/both\/$/);
    // On a phone it begins at its top, and the title has a line of its own.
    await expect(page.locator('#act')).toHaveAttribute('aria-disabled', 'false');
    expect(await page.evaluate(() => [scrollY, document.documentElement.scrollWidth])).toEqual([0, 390]);
    const [brand, title] = [await page.locator('.brand').boundingBox(), await page.locator('h1').boundingBox()];
    expect(title?.y).toBeGreaterThanOrEqual((brand?.y ?? 0) + (brand?.height ?? 0));
    expect(problems).toEqual([]);
  }
});
