/** With ADMISSION=customer a PIN alone shows nothing: the customer lets each agent in, and only a person can. */
import { expect, type Browser } from '@playwright/test';
import { openRoots } from '../support/open-roots.ts';
import { test } from '../support/test.ts';
import { startService, type Service } from '../support/service.ts';
import { serveSite } from '../support/site-server.ts';
import { Agent, Customer } from '../support/story.ts';

let service: Service;

test.beforeAll(async () => {
  service = await startService({ ADMISSION: 'customer' });
});

test.afterAll(async () => {
  await service[Symbol.asyncDispose]();
});

/** A customer with a session. The panel's root is open. */
async function share(browser: Browser) {
  const site = await serveSite('tour', { service: service.origin });
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  await openRoots(context);
  const customer = new Customer(await context.newPage());
  await customer.page.goto(`${site.origin}/`);
  const pin = await customer.start();
  return { site, customer, pin };
}

const question = (customer: Customer) => customer.page.getByRole('alertdialog');
const waiting = (agent: Agent) => agent.page.getByRole('heading', { name: 'Waiting to be let in' });

async function answer(customer: Customer, label: 'Let in' | 'Do not let in'): Promise<void> {
  const button = question(customer).getByRole('button', { name: label, exact: true });
  // Clicks right after the question came do not count.
  await expect(async () => {
    if (await button.isEnabled()) await button.click({ timeout: 1_000 });
    await expect(question(customer)).toBeHidden({ timeout: 1_000 });
  }).toPass();
}

test('W2 W7 not one byte of the page leaves the browser before the customer lets the agent in', async ({ browser }) => {
  const { site, customer, pin } = await share(browser);
  const agent = await Agent.open(browser, service.origin, 'ann');
  await agent.enter(pin);
  await expect(waiting(agent)).toBeVisible();
  await expect(question(customer)).toContainText(/Agent ann.*wants to see this page/);
  await expect(question(customer)).toContainText('Nobody has checked this name');

  // What happens on the page, and what its scripts do to the panel, changes nothing.
  await customer.step('rows');
  await customer.step('text');
  await customer.page.evaluate(() => {
    const buttons = document.querySelector('cobrowse-panel')?.shadowRoot?.querySelectorAll('button') ?? [];
    for (const button of buttons) if (button.className === 'yes') button.click();
  });
  await customer.page.mouse.move(100, 100);
  await customer.page.mouse.move(200, 150);
  await expect(waiting(agent)).toBeVisible();
  expect(customer.tap.sent.text).not.toContain('admit');
  expect([customer.tap.sent.frames, agent.tap.received.frames]).toEqual([0, 0]);
  expect(agent.tap.received.text).not.toContain('Tour');
  expect(agent.tap.sockets).toHaveLength(1);

  await answer(customer, 'Let in');
  await expect(agent.mirror.locator('#title')).toHaveText('Tour, changed');
  await customer.heard('agent_joined');
  expect(customer.tap.sent.frames).toBeGreaterThan(0);
  await expect(question(customer)).toBeHidden();
  await site.close();
});

test('W3 an agent who is not let in is told so, and gets nothing', async ({ browser }) => {
  const { site, customer, pin } = await share(browser);
  const agent = await Agent.open(browser, service.origin, 'ann');
  await agent.enter(pin);
  await answer(customer, 'Do not let in');
  await expect(agent.page.getByRole('heading', { name: 'The customer did not let you in' })).toBeVisible();
  // Once more, right away: the customer is not bothered.
  await agent.page.getByRole('button', { name: 'Enter another PIN' }).click();
  await agent.enter(pin);
  await expect(agent.page.getByRole('heading', { name: 'The customer did not let you in' })).toBeVisible();
  await expect(question(customer)).toBeHidden();
  expect([customer.tap.sent.frames, agent.tap.received.frames]).toEqual([0, 0]);
  expect(await customer.eventNames()).not.toContain('agent_joined');
  await site.close();
});

test('W5 W6 a second agent waits while the first sees the page, through reloads on all sides', async ({ browser }) => {
  const { site, customer, pin } = await share(browser);
  const agent = await Agent.open(browser, service.origin, 'ann');
  await agent.enter(pin);
  await answer(customer, 'Let in');
  await expect(agent.mirror.locator('#title')).toHaveText('Tour');

  const second = await Agent.open(browser, service.origin, 'bob');
  await second.enter(pin);
  await expect(waiting(second)).toBeVisible();
  await second.page.reload();
  await expect(waiting(second)).toBeVisible();
  await agent.page.reload();
  await expect(agent.mirror.locator('#title')).toHaveText('Tour');
  await customer.page.reload();
  await expect(question(customer)).toContainText(/Agent bob.*wants to see this page/);
  await customer.step('text');
  await expect(agent.mirror.locator('#title')).toHaveText('Tour, changed');
  expect(second.tap.received.frames).toBe(0);

  await answer(customer, 'Let in');
  await expect(second.mirror.locator('#title')).toHaveText('Tour, changed');
  await site.close();
});

test('W7 the question is answered with the keyboard, and does not disturb who types', async ({ browser }) => {
  const { site, customer, pin } = await share(browser);
  await customer.page.evaluate(() => {
    const field = document.createElement('input');
    field.id = 'typing';
    document.body.prepend(field);
    field.focus();
  });
  const agent = await Agent.open(browser, service.origin, 'ann');
  await agent.enter(pin);
  await expect(question(customer)).toBeVisible();
  await customer.page.keyboard.type('still here ');
  await expect(customer.page.locator('#typing')).toBeFocused();
  await expect(customer.page.locator('#typing')).toHaveValue('still here ');

  await customer.page.locator('#typing').blur();
  const refuse = question(customer).getByRole('button', { name: 'Do not let in' });
  await refuse.focus();
  await customer.page.keyboard.press('Tab');
  await expect(question(customer).getByRole('button', { name: 'Let in', exact: true })).toBeFocused();
  await expect(async () => {
    await customer.page.keyboard.press('Enter');
    await expect(question(customer)).toBeHidden({ timeout: 1_000 });
  }).toPass();
  await expect(agent.mirror.locator('#title')).toHaveText('Tour');
  await site.close();
});

test('an agent who gives up takes the question along', async ({ browser }) => {
  const { site, customer, pin } = await share(browser);
  const agent = await Agent.open(browser, service.origin, 'ann');
  await agent.enter(pin);
  await expect(question(customer)).toBeVisible();
  await agent.page.getByRole('button', { name: 'Cancel' }).click();
  await expect(agent.pinField).toBeVisible();
  await expect(question(customer)).toBeHidden();
  await site.close();
});
