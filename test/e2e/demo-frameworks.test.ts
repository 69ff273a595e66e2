/** The small pages, plain and in each framework: press, PIN, agent, live, end, every event heard the framework's way. */
import { expect } from '@playwright/test';
import { test } from '../support/test.ts';
import { DemoPage } from '../support/demo.ts';

for (const framework of ['vue', 'react', 'angular']) {
  test(`a page in ${framework} shows its session from the button’s events`, async ({ browser }) => {
    const customer = await DemoPage.open(browser, `/demo/${framework}/`);
    const { page } = customer;
    const agent = await DemoPage.open(browser, '/demo/desk/');
    const state = page.getByTestId('state');
    const log = page.locator('.log li');

    await expect(state).toHaveText('idle');
    const pin = await customer.share('Share this page');
    await expect(state).toHaveText('waiting');
    await expect(page.getByTestId('pin')).toHaveText(pin);
    await agent.join(pin);
    await expect(state).toHaveText('live');
    await expect(page.getByTestId('agents')).toHaveText('Demo agent');
    expect(await customer.accessProblems()).toEqual([]);

    await page.getByLabel('Anything an agent may see').fill('for everybody');
    await page.getByLabel('Anything an agent may not').fill('canary');
    await expect(agent.mirror.locator('[name=open]')).toHaveValue('for everybody');
    await expect(agent.mirror.getByLabel('Anything an agent may not')).toHaveValue('******');
    expect(customer.tap.sent.text).not.toContain('canary');

    await page.getByRole('button', { name: 'Stop sharing' }).click();
    await expect(state).toHaveText('ended');
    await expect(page.getByTestId('agents')).toHaveText('nobody');
    await expect(page.getByTestId('pin')).toHaveText('–');
    // An ending is told as the state first, then as the fact.
    expect(await log.allTextContents()).toEqual([
      'cobrowse-state-change: loading',
      'cobrowse-state-change: waiting',
      'cobrowse-pincode-updated',
      'cobrowse-state-change: live',
      'cobrowse-agent-joined',
      'cobrowse-state-change: ended',
      'cobrowse-session-ended',
    ]);
    expect(customer.problems).toEqual([]);
    expect(agent.problems).toEqual([]);
  });
}

test('the plain page shows the tag to paste, and hears its own button', async ({ browser, baseURL }) => {
  const customer = await DemoPage.open(browser, '/demo/plain/', { permissions: ['clipboard-read', 'clipboard-write'] });
  const { page } = customer;
  await page.getByRole('button', { name: 'Copy' }).click();
  await expect(page.getByText('Copied.')).toBeVisible();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
    `<script type="module" src="${baseURL}/cobrowse.js"></script>\n<cobrowse-button></cobrowse-button>`,
  );

  const agent = await DemoPage.open(browser, '/demo/desk/');
  await agent.join(await customer.share('Share this page'));
  await expect(page.locator('#state')).toHaveText('live');
  expect([...(await customer.accessProblems()), ...(await agent.accessProblems())]).toEqual([]);
  await page.getByRole('button', { name: 'Stop sharing' }).click();
  await expect(page.locator('#state')).toHaveText('ended');
  const log = page.locator('#log');
  for (const name of ['start-request', 'pincode-updated', 'session-started', 'agent-joined', 'session-ended']) {
    await expect(log).toContainText(`cobrowse-${name}`);
  }
  expect(customer.problems).toEqual([]);
  expect(agent.problems).toEqual([]);
});
