/** Addresses that a site does not share: agents see a curtain there (SPEC Q), in navigation by script and from page to page. */
import { expect, type Browser } from '@playwright/test';
import { openRoots } from '../support/open-roots.ts';
import { serveSite } from '../support/site-server.ts';
import { Agent, Customer } from '../support/story.ts';
import { test } from '../support/test.ts';

async function shared(browser: Browser, service: string) {
  const site = await serveSite('tour', { service });
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  await context.addInitScript(() => {
    Reflect.set(window, 'cobrowseSettings', { blockUrls: '/account*, /index.html' });
  });
  await openRoots(context);
  const customer = new Customer(await context.newPage());
  await customer.page.goto(`${site.origin}/`);
  const agent = await Agent.open(browser, service, 'curtain-agent');
  await agent.join(await customer.start());
  return { customer, agent, site, [Symbol.asyncDispose]: () => site.close() };
}

const paused = ({ page }: Agent) => page.getByText('The customer has paused').first();
const curtain = ({ page }: Agent) => page.getByText('This page is not shared').first();
const barred = ({ page }: Customer) => page.getByRole('heading', { name: 'This page is not shared' });
const title = ({ mirror }: Agent) => mirror.locator('#title');

test('Q1 Q2 Q3 navigation by script: nothing of the address is sent, and the next one is shown again', async ({
  browser,
  baseURL,
}) => {
  await using story = await shared(browser, baseURL ?? '');
  const { customer, agent } = story;
  await expect(title(agent)).toHaveText('Tour');
  const arrow = agent.page.locator('.pointer');
  await customer.page.mouse.move(120, 140);
  await expect(arrow).toBeVisible();
  await customer.page.evaluate(() => {
    history.pushState({}, '', '/account/cards');
    const heading = document.querySelector('#title');
    if (heading) heading.textContent = 'canary of an account';
  });
  await expect(curtain(agent)).toBeVisible();
  await expect(barred(customer)).toBeVisible();
  await expect(customer.page.getByRole('button', { name: 'Go on sharing' })).toBeHidden();
  await customer.page.evaluate("document.querySelector('#title').textContent = 'second canary'");
  // Nor where the customer points, or pointed.
  await expect(arrow).toBeHidden();
  const { frames } = customer.tap.sent;
  await customer.page.mouse.move(300, 250, { steps: 5 });
  await customer.page.mouse.click(310, 260);
  expect(customer.tap.sent.frames).toBe(frames);
  await customer.page.evaluate(() => {
    history.replaceState({}, '', '/');
    const heading = document.querySelector('#title');
    if (heading) heading.textContent = 'Shared again';
  });
  await expect(title(agent)).toHaveText('Shared again');
  await expect(barred(customer)).toBeHidden();
  await expect(arrow).toBeHidden();
  await customer.page.mouse.move(200, 150);
  await expect(arrow).toBeVisible();
  expect(customer.tap.sent.text).not.toContain('canary');
});

test('Q3 from page to page: the curtain is down before anything is sent, and up without a press', async ({
  browser,
  baseURL,
}) => {
  await using story = await shared(browser, baseURL ?? '');
  const { customer, agent, site } = story;
  await expect(title(agent)).toHaveText('Tour');
  await customer.page.goto(`${site.origin}/index.html`);
  await expect(barred(customer)).toBeVisible();
  await expect(curtain(agent)).toBeVisible();
  await expect(agent.page.locator('.state.barred')).toHaveText('Not shared');
  await expect(agent.page).toHaveTitle(/^⊘ /);
  await customer.page.goto(`${site.origin}/`);
  await customer.page.evaluate("document.querySelector('#title').textContent = 'Back'");
  await expect(title(agent)).toHaveText('Back');
  await expect(curtain(agent)).toBeHidden();
});

test('Q3 a pause of the customer’s own stays when the address is left', async ({ browser, baseURL }) => {
  await using story = await shared(browser, baseURL ?? '');
  const { customer, agent, site } = story;
  await customer.page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(paused(agent)).toBeVisible();
  await customer.page.goto(`${site.origin}/index.html`);
  await expect(barred(customer).or(customer.page.getByRole('heading', { name: 'Paused' }))).toBeVisible();
  await customer.page.goto(`${site.origin}/`);
  await expect(customer.page.getByRole('heading', { name: 'Paused' })).toBeVisible();
  await expect(paused(agent)).toBeVisible();
  await expect(curtain(agent)).toBeHidden();
  await customer.page.getByRole('button', { name: 'Go on sharing' }).click();
  await expect(title(agent)).toHaveText('Tour');
});
