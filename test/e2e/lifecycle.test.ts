/** How sessions go on and end: from either side, through reloads, broken networks and tabs that vanish. */
import { expect, type Browser } from '@playwright/test';
import { test } from '../support/test.ts';
import { networkTo } from '../support/network.ts';
import { serveSite } from '../support/site-server.ts';
import { Agent, Customer } from '../support/story.ts';

/** A customer with a session and one agent who sees the page, the customer behind `service`. */
async function pair(browser: Browser, service: string, customerService = service) {
  const site = await serveSite('tour', { service: customerService });
  const customer = await Customer.open(browser, `${site.origin}/`);
  const pin = await customer.start();
  const agent = await Agent.open(browser, service, 'ann');
  await agent.join(pin);
  await expect(agent.mirror.locator('#title')).toHaveText('Tour');
  await customer.heard('agent_joined');
  return { site, customer, agent, pin };
}

test('E1 an agent ends the session for all, and its PIN is worth nothing afterwards', async ({ browser, baseURL }) => {
  const { site, customer, agent, pin } = await pair(browser, baseURL ?? '');
  await agent.page.getByRole('button', { name: 'End session' }).click();
  await expect(agent.page.getByText('End it for everybody?')).toBeVisible();
  await agent.page.getByRole('button', { name: 'End session' }).click();
  await customer.heard('session_ended');
  await agent.page.getByRole('button', { name: 'Enter another PIN' }).click();
  await agent.enter(pin);
  await expect(agent.page.getByRole('alert')).toContainText('No session has this PIN');

  // The page can start another one.
  const next = await customer.start();
  await agent.join(next);
  await expect(agent.mirror.locator('#title')).toHaveText('Tour');
  await site.close();
});

test('S4 a customer who reloads comes back with the same PIN, and the agent sees the page again', async ({
  browser,
  baseURL,
}) => {
  const { site, customer, agent, pin } = await pair(browser, baseURL ?? '');
  await customer.page.reload();
  await customer.heard('session_joined');
  expect((await customer.state()).pin).toBe(pin);
  await customer.step('text');
  await expect(agent.mirror.locator('#title')).toHaveText('Tour, changed');
  await site.close();
});

test('S4 a customer who goes to another page of the site comes back', async ({ browser, baseURL }) => {
  const { site, customer, agent } = await pair(browser, baseURL ?? '');
  await customer.page.goto(`${site.origin}/inner.html`);
  await expect(agent.page.getByText(/is reconnecting/)).toBeVisible();
  await customer.page.goto(`${site.origin}/?again`);
  await customer.heard('session_joined');
  await customer.step('text');
  await expect(agent.mirror.locator('#title')).toHaveText('Tour, changed');
  await site.close();
});

test('S4 an agent who reloads sees the page again without the PIN', async ({ browser, baseURL }) => {
  const { site, customer, agent } = await pair(browser, baseURL ?? '');
  await agent.page.reload();
  await expect(agent.mirror.locator('#title')).toHaveText('Tour');
  await customer.step('text');
  await expect(agent.mirror.locator('#title')).toHaveText('Tour, changed');
  await site.close();
});

test('S4 a network that breaks and comes back loses nothing', async ({ browser, baseURL }) => {
  await using network = await networkTo(baseURL ?? '');
  const { site, customer, agent } = await pair(browser, baseURL ?? '', network.origin);
  network.cut();
  await customer.heard('session_reconnecting');
  await expect(agent.page.getByText('Tour customer is reconnecting')).toBeVisible();
  // What the page does meanwhile arrives with the snapshot.
  await customer.step('rows');
  await customer.step('text');
  network.restore();
  await customer.heard('session_joined');
  await expect(agent.mirror.locator('#title')).toHaveText('Tour, changed');
  await expect(agent.mirror.locator('#rows tr')).toHaveCount(300);
  await customer.step('remove');
  await expect(agent.mirror.locator('#list li')).toHaveCount(2);
  await site.close();
});

test('E2 a customer whose tab is gone is waited for, and the agent is told', async ({ browser, baseURL }) => {
  const { site, customer, agent } = await pair(browser, baseURL ?? '');
  await customer.page.context().close();
  await expect(agent.page.getByText('Tour customer is reconnecting')).toBeVisible();
  await expect(agent.page.getByText(/session waits for another/)).toBeVisible();
  await expect(agent.page.getByRole('button', { name: 'Leave' })).toBeEnabled();
  await site.close();
});

test('five agents watch one page, a sixth is told why not', async ({ browser, baseURL }) => {
  const { site, customer, pin } = await pair(browser, baseURL ?? '');
  const agents: Agent[] = [];
  for (const name of ['two', 'three', 'four', 'five']) {
    const agent = await Agent.open(browser, baseURL ?? '', name);
    await agent.join(pin);
    agents.push(agent);
  }
  await customer.step('text');
  for (const agent of agents) await expect(agent.mirror.locator('#title')).toHaveText('Tour, changed');
  const sixth = await Agent.open(browser, baseURL ?? '', 'six');
  await sixth.enter(pin);
  await expect(sixth.page.getByRole('alert')).toContainText('Five agents');
  await site.close();
});

test('a page with a wrong SDK key learns why from its init callback', async ({ browser, baseURL }) => {
  const site = await serveSite('plain', { service: baseURL ?? '' });
  const page = await (await browser.newContext()).newPage();
  await page.route('**/static/resource/sdk/**', (route) =>
    route.continue({ url: route.request().url().replace('development-sdk-key', 'some-other-key') }),
  );
  await page.goto(`${site.origin}/`);
  await expect.poll(() => page.evaluate('window.cobrowse.error?.code')).toBe(1001);
  await site.close();
});

test('the customer’s pointer is drawn on the mirror', async ({ browser, baseURL }) => {
  const { site, customer, agent } = await pair(browser, baseURL ?? '');
  const target = await customer.page.locator('#title').boundingBox();
  if (!target) throw new Error('no box');
  await customer.page.mouse.move(target.x + 20, target.y + 10);
  await customer.page.mouse.move(target.x + 40, target.y + 15);
  await expect(agent.mirror.locator('#title')).toHaveAttribute('cobrowse-hover', '');
  const pointer = agent.page.locator('.pointer');
  await expect(pointer).toBeVisible();
  await site.close();
});
