/** A day at the desk: who and what is seen, the keys, another agent, the end and the next PIN, by keyboard alone. */
import { expect } from '@playwright/test';
import { serveSite, type Site } from '../support/site-server.ts';
import { Agent, Customer } from '../support/story.ts';
import { test } from '../support/test.ts';

let site: Site;
test.beforeEach(async ({ baseURL }) => {
  site = await serveSite('tour', { service: baseURL ?? '' });
});
test.afterEach(() => site.close());

test('an agent knows whose page it is, on what, and who else is here, and needs no mouse', async ({
  browser,
  baseURL,
}) => {
  const customer = await Customer.open(browser, `${site.origin}/`);
  const pin = await customer.start();
  const ann = await Agent.open(browser, baseURL ?? '', 'ann');
  const { keyboard } = ann.page;
  const icon = ann.page.locator('link[data-cobrowse-icon]');
  const waiting = await icon.getAttribute('href');
  await ann.pinField.pressSequentially(`${pin.slice(0, 3)} ${pin.slice(3)}`);
  await expect(ann.pinField).toHaveValue(pin);
  await keyboard.press('Enter');
  await ann.mirror.locator('#title').waitFor();

  await expect(ann.page).toHaveTitle(/^● /);
  await expect(icon).toHaveAttribute('href', /^data:image\/svg\+xml,/);
  expect(await icon.getAttribute('href')).not.toBe(waiting);
  const tools = ann.page.getByRole('toolbar');
  await tools.waitFor();

  await keyboard.press('i');
  const about = ann.page.getByRole('complementary', { name: 'Customer details' });
  for (const fact of ['Computer', 'Chrome', '1000 × 700', 'American English', 'Agent ann (you)', 'ticket', 'T-1042']) {
    await expect(about).toContainText(fact);
  }
  const ben = await Agent.open(browser, baseURL ?? '', 'ben');
  await ben.join(pin);
  await expect(about).toContainText('Agent ben');
  await expect(ann.page.getByRole('banner')).toContainText('With Agent ben');
  await keyboard.press('Escape');
  await expect(about).toBeHidden();
  await expect(tools.getByRole('button', { name: 'Customer details' })).toBeFocused();

  await keyboard.press('1');
  await expect(tools.getByRole('button', { name: /Zoom 100 %/ })).toBeVisible();
  await keyboard.press('0');
  await expect(tools.getByRole('button', { name: /show in actual size/ })).toBeVisible();
  await keyboard.press('?');
  await expect(ann.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await keyboard.press('Escape');
  await expect(ann.page.getByRole('dialog')).toHaveCount(0);

  await ann.page.getByRole('button', { name: 'Leave' }).focus();
  await keyboard.press('Enter');
  const confirm = ann.page.getByRole('group', { name: /Leave/ });
  await expect(confirm.getByRole('button', { name: 'Keep going' })).toBeFocused();
  await keyboard.press('Shift+Tab');
  await keyboard.press('Enter');
  await expect(ann.page.getByRole('status')).toContainText('You left the session');
  await expect(ann.page.locator('dl')).toContainText('Agent ben');
  await expect(ann.page).toHaveTitle(/^■ /);
  await keyboard.press('Enter');
  await expect(ann.pinField).toBeFocused();
  await expect(ann.page).toHaveTitle('Co-browsing desk');
  // A desk that waits for a PIN has an icon of its own.
  await expect(icon).toHaveAttribute('href', waiting ?? '');
});
