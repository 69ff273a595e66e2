/** Remote assist, the pause and notes, as two people live them: a customer on a page, an agent at the desk (SPEC G, U, T). */
import { expect, type Browser, type Locator } from '@playwright/test';
import { Fingers } from '../support/fingers.ts';
import { frameworkFields } from '../support/framework-fields.ts';
import { axeProblems, fitProblems } from '../support/looks.ts';
import { coveringStage } from '../support/stage-room.ts';
import { openRoots } from '../support/open-roots.ts';
import { serveSite } from '../support/site-server.ts';
import { Agent, Customer } from '../support/story.ts';
import { test } from '../support/test.ts';

const service = { origin: '' };

test.beforeEach(({ baseURL }) => {
  service.origin = baseURL ?? '';
});

interface Story {
  readonly customer: Customer;
  readonly agent: Agent;
  readonly pin: string;
}

/** A customer and an agent who sees their page. The panel's root is open. */
async function together(browser: Browser, query = '', language = 'en-GB'): Promise<Story> {
  const site = await serveSite('assist', { service: service.origin });
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 }, locale: language });
  await openRoots(context);
  const customer = new Customer(await context.newPage());
  await customer.page.goto(`${site.origin}/${query}`);
  const pin = await customer.start();
  const agent = await Agent.open(browser, service.origin, 'ann');
  await agent.join(pin);
  await customer.heard('agent_joined');
  return { customer, agent, pin };
}

const panel = ({ page }: Customer): Locator => page.locator('cobrowse-panel .place');
const question = ({ page }: Customer): Locator => page.getByRole('alertdialog');
const scrolled = ({ page }: Customer): Promise<number> => page.evaluate(() => scrollY);
const done = ({ page }: Customer): Promise<string[]> => page.evaluate('window.cobrowse.done');

/** Answers as a person does: a press right after the question came does not count. */
async function answer(customer: Customer, label: string): Promise<void> {
  const button = question(customer).getByRole('button', { name: label, exact: true });
  await button.waitFor();
  await expect(async () => {
    if (await button.isVisible()) await button.click({ timeout: 5_000 });
    await expect(button).toBeHidden({ timeout: 2_000 });
  }).toPass();
}

/** What the desk shows, not what it has assistive technology say. */
const shown = ({ page }: Agent, text: string | RegExp): Locator =>
  page.getByText(text).and(page.locator(':not(.spoken)'));

const tool = ({ page }: Agent, name: string): Locator => page.getByRole('button', { name });

async function ask(agent: Agent, kind: string): Promise<void> {
  const button = tool(agent, `Ask the customer: ${kind}`);
  if (!(await button.isVisible())) await tool(agent, 'Help on the page').click();
  await button.click();
}

/** Asks for a kind of help and has the customer allow it. */
async function help({ customer, agent }: Story, kind: string): Promise<void> {
  await ask(agent, kind);
  await answer(customer, 'Allow');
  await expect(shown(agent, 'You have the page in hand')).toBeVisible();
}

/** The middle of what the mirror shows of an element, on the agent's screen: the desk scales the frame, which Playwright leaves out. */
async function over(agent: Agent, selector: string): Promise<{ x: number; y: number }> {
  const inner = await agent.mirror.locator(selector).evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  });
  return agent.page
    .locator('iframe[sandbox]')
    .last()
    .evaluate((frame: HTMLIFrameElement, { x, y }) => {
      const box = frame.getBoundingClientRect();
      const scale = box.width / frame.clientWidth;
      return { x: box.x + x * scale, y: box.y + y * scale };
    }, inner);
}

async function press(agent: Agent, selector: string): Promise<void> {
  const { x, y } = await over(agent, selector);
  await agent.page.mouse.click(x, y);
}

test('G3 G5 an agent scrolls once the customer says yes, window and inner scroller, until the customer stops it', async ({
  browser,
}) => {
  const story = await together(browser);
  const { customer, agent } = story;
  await agent.page.mouse.move(400, 300);
  await agent.page.mouse.wheel(0, 300);
  await ask(agent, 'Scroll the page');
  await expect(question(customer)).toContainText(/May .*Agent ann.* scroll this page\?/);
  await expect(question(customer)).toContainText('Nobody has checked this name');
  await expect(question(customer).getByRole('button', { name: 'Do not allow' })).toBeFocused();
  expect(await scrolled(customer)).toBe(0);
  await answer(customer, 'Allow');
  await customer.heard('remote_assist_started');
  await expect(panel(customer)).toContainText(/Agent ann.* can scroll/);
  await expect(customer.page.locator('.assist-marks .frame')).toBeVisible();

  await agent.page.mouse.move(...(Object.values(await over(agent, '#list')) as [number, number]));
  await agent.page.mouse.wheel(0, 60);
  await expect.poll(() => customer.page.evaluate(() => document.getElementById('list')?.scrollTop)).toBeGreaterThan(0);
  expect(await scrolled(customer)).toBe(0);
  // A finger does it as well: what it came down upon follows it, also beyond the list.
  const fingers = await Fingers.of(agent.page);
  const list = await over(agent, '#list');
  const listAt = (): Promise<number> => customer.page.evaluate(() => document.getElementById('list')?.scrollTop ?? -1);
  await fingers.draw([list.x, list.y], [list.x, list.y + 30], [list.x, list.y + 90]);
  await expect.poll(listAt).toBe(0);
  expect(await scrolled(customer)).toBe(0);
  const heading = await over(agent, 'h1');
  await fingers.draw([heading.x, heading.y + 200], [heading.x, heading.y + 150], [heading.x, heading.y]);
  await expect.poll(() => scrolled(customer)).toBeGreaterThan(150);
  expect(await listAt()).toBe(0);
  await expect.poll(() => agent.mirrorFrame()?.evaluate('scrollY')).toBeGreaterThan(150);
  await agent.page.keyboard.press('End');
  await expect.poll(() => scrolled(customer)).toBeGreaterThan(500);
  // A key scrolls what the agent sees in the middle, which must be what the customer has there by now.
  await expect.poll(() => agent.mirrorFrame()?.evaluate('scrollY')).toBeGreaterThan(500);
  await agent.page.keyboard.press('Home');
  await expect.poll(() => scrolled(customer)).toBe(0);

  await panel(customer).getByRole('button', { name: 'Stop', exact: true }).click();
  await customer.heard('remote_assist_stopped');
  await expect(shown(agent, 'You have the page in hand')).toBeHidden();
  await agent.page.mouse.wheel(0, 300);
  await panel(customer)
    .getByText(/thing(s|) (was|were) done for you/)
    .click();
  await expect(panel(customer).getByRole('listitem').filter({ hasText: 'scrolled' }).first()).toBeVisible();
  expect(await scrolled(customer)).toBe(0);
});

test('G2 a no is a no, and is not asked again at once', async ({ browser }) => {
  const { customer, agent } = await together(browser);
  await ask(agent, 'Scroll the page');
  await question(customer).waitFor();
  await expect(async () => {
    await customer.page.keyboard.press('Escape');
    await expect(question(customer)).toBeHidden({ timeout: 500 });
  }).toPass();
  await expect(shown(agent, 'Not allowed')).toBeVisible();
  const again = tool(agent, 'Ask the customer: Scroll the page');
  await expect(again).toBeDisabled();
  await again.click({ force: true });
  await expect(shown(agent, 'not asked again for half a minute')).toBeVisible();
  await expect(question(customer)).toBeHidden();
  expect(await customer.eventNames()).not.toContain('remote_assist_started');
});

test('G3 a page may do without consent for scrolling, and asks before it stops; the agent stops it as well', async ({
  browser,
}) => {
  const { customer, agent } = await together(browser, '?consent=no&confirm');
  await ask(agent, 'Scroll the page');
  await customer.heard('remote_assist_started');
  await panel(customer).getByRole('button', { name: 'Stop', exact: true }).click();
  await answer(customer, 'Keep it');
  expect(await customer.eventNames()).not.toContain('remote_assist_stopped');
  await tool(agent, 'Stop helping').click();
  await customer.heard('remote_assist_stopped');
});

test('G5 G8 the customer’s own input has the agent wait, who goes on after a reload', async ({ browser }) => {
  const story = await together(browser);
  const { customer, agent } = story;
  await help(story, 'Scroll the page');
  await customer.page.locator('#name').click();
  await expect(shown(agent, 'The customer is using the page')).toBeVisible();
  await expect(panel(customer)).toContainText('has to wait');
  await expect(shown(agent, 'You have the page in hand')).toBeVisible();
  await agent.page.keyboard.press('End');
  await expect.poll(() => scrolled(customer)).toBeGreaterThan(500);

  // G5: the next page knows what was agreed to on this one.
  await customer.page.reload();
  await customer.heard('remote_assist_started');
  await agent.mirror.locator('#name').waitFor();
  await agent.page.keyboard.press('Home');
  await expect.poll(() => scrolled(customer)).toBe(0);
  await panel(customer).getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(shown(agent, 'You have the page in hand')).toBeHidden();
  await expect.poll(() => customer.page.evaluate(() => sessionStorage.getItem('cobrowse.assist'))).toBe(null);
});

test('G9 an agent fills in fields, also those of React and Vue, and what must not be touched is not', async ({
  browser,
}) => {
  const story = await together(browser);
  const { customer, agent } = story;
  await customer.page.addScriptTag({ content: await frameworkFields() });
  await agent.mirror.locator('#vue').waitFor();
  await help(story, 'Fill in fields');

  const value = (id: string): Promise<string> => customer.page.locator(`#${id}`).inputValue();
  await press(agent, '#name');
  await expect(customer.page.locator('#name')).toBeFocused();
  await agent.page.keyboard.type('Jo Ann');
  await expect.poll(() => value('name')).toBe('Jo Ann');
  await agent.page.keyboard.press('Backspace');
  await expect.poll(() => value('name')).toBe('Jo An');
  await agent.page.keyboard.press('Tab');
  await expect.poll(() => done(customer)).toContain('name changed');

  for (const id of ['react', 'vue']) {
    await press(agent, `#${id}`);
    await expect(customer.page.locator(`#${id}`)).toBeFocused();
    await agent.page.keyboard.type('abc');
    await expect(customer.page.locator(`#${id}-says`)).toHaveText('ABC');
    expect(await value(id)).toBe('ABC');
  }

  await press(agent, '#country');
  await expect(customer.page.locator('#country')).toBeFocused();
  await agent.page.keyboard.type('c');
  await expect(question(customer)).toContainText('wants to choose “Canada” for “Country');
  expect(await value('country')).toBe('Austria');
  await answer(customer, 'Yes, do it');
  await expect.poll(() => value('country')).toBe('Canada');
  expect(await done(customer)).toContain('country changed');

  await press(agent, '#terms');
  await answer(customer, 'No');
  await expect(shown(agent, 'The customer said no to this.')).toBeVisible();
  expect(await customer.page.locator('#terms').isChecked()).toBe(false);
  await press(agent, '#terms');
  await answer(customer, 'Yes, do it');
  await expect(customer.page.locator('#terms')).toBeChecked();

  for (const id of ['password', 'card', 'papers', 'secret', 'save']) {
    await press(agent, `#${id}`);
    await expect(shown(agent, 'Only the customer can do this.')).toBeVisible();
    await agent.page.keyboard.type('x');
  }
  expect(await Promise.all(['password', 'card', 'secret'].map(value))).toEqual(['', '', 'hidden']);
  expect(await done(customer)).not.toContain('save');
});

test('G9 an agent opens what stays on the page, and needs a yes for every other click', async ({ browser }) => {
  const story = await together(browser);
  const { customer, agent } = story;
  await help(story, 'Click');
  await press(agent, '#more summary');
  await expect(customer.page.locator('#more')).toHaveAttribute('open', '');
  // What is below has moved, and the agent must see it there.
  await expect(agent.mirror.locator('#more')).toHaveAttribute('open', '');
  const tab = await over(agent, '#tab');
  await (await Fingers.of(agent.page)).tap([tab.x, tab.y]);
  await expect(customer.page.locator('#tab')).toHaveAttribute('aria-selected', 'true');
  await press(agent, '#save');
  await expect(question(customer)).toContainText('wants to press “Save the order”');
  expect(await done(customer)).toEqual([]);
  await answer(customer, 'Yes, do it');
  await expect.poll(() => done(customer)).toEqual(['save']);
  for (const id of ['outside', 'pay-now', 'masked-button']) {
    await press(agent, `#${id}`);
    await expect(shown(agent, 'Only the customer can do this.')).toBeVisible();
  }
  await expect(question(customer)).toBeHidden();
  expect(await done(customer)).toEqual(['save']);
  await press(agent, '#inside');
  await expect.poll(() => customer.page.url()).toContain('#details');
});

test('G7 another agent takes over if the customer says yes', async ({ browser }) => {
  const story = await together(browser);
  const { customer, agent, pin } = story;
  await help(story, 'Scroll the page');
  const bob = await Agent.open(browser, service.origin, 'bob');
  await bob.join(pin);
  await ask(bob, 'Scroll the page');
  await expect(shown(bob, /Agent ann is helping/)).toBeVisible();
  await expect(question(customer)).toContainText(/Agent ann.*can then not do so any more/);
  await answer(customer, 'Allow');
  await expect(shown(agent, /Agent bob is helping/)).toBeVisible();
  await agent.page.keyboard.press('End');
  await bob.page.keyboard.press('PageDown');
  await expect.poll(() => scrolled(customer)).toBeGreaterThan(100);
  await panel(customer)
    .getByRole('button', { name: /^Remove .*Agent bob/ })
    .click();
  await customer.heard('remote_assist_stopped');
  await customer.heard('agent_left');
});

test('U1 U2 the customer pauses: a curtain, and nothing of the page; on the next page as well', async ({ browser }) => {
  const { customer, agent, pin } = await together(browser);
  await panel(customer).getByRole('button', { name: 'Pause' }).click();
  await expect(shown(agent, 'The customer has paused')).toBeVisible();
  const late = await Agent.open(browser, service.origin, 'bob');
  // There is no page to wait for.
  await late.enter(pin);
  await expect(shown(late, 'The customer has paused')).toBeVisible();
  await customer.page.evaluate(() => (document.querySelector('h1') ?? document.body).replaceChildren('A secret'));
  await customer.page.reload();
  await customer.heard('session_joined');
  await expect(panel(customer)).toContainText('Paused');
  await expect(shown(agent, 'The customer has paused')).toBeVisible();
  await customer.page.evaluate(() => (document.querySelector('h1') ?? document.body).replaceChildren('In public'));
  await panel(customer).getByRole('button', { name: 'Go on sharing' }).click();
  for (const each of [agent, late]) {
    await expect(each.mirror.locator('h1')).toHaveText('In public');
    await expect(shown(each, 'The customer has paused')).toBeHidden();
  }
  // U4: the page after this one is shared.
  expect(await customer.page.evaluate(() => sessionStorage.getItem('cobrowse.session'))).not.toContain('"paused":true');
});

test('T1 T2 T4 an agent sends a text and a link, which opens by a press', async ({ browser }) => {
  const { customer, agent } = await together(browser);
  await tool(agent, 'Message to the customer').click();
  await agent.page.getByLabel('Text').fill('<b>Please</b> read this');
  await agent.page.getByLabel('Link').fill('javascript:alert(1)');
  await tool(agent, 'Send').click();
  await expect(agent.page.getByRole('alert')).toContainText('Write the whole address');
  await agent.page.getByLabel('Link').fill(`${service.origin}/healthz?secret=1`);
  await tool(agent, 'Send').click();
  const note = customer.page.getByRole('article');
  await expect(note).toContainText('<b>Please</b> read this');
  await expect(note).toContainText(/Message from .*Agent ann/);
  await expect(shown(agent, 'seen')).toBeVisible();
  // In full screen too.
  await customer.page.evaluate(() => document.querySelector('main')?.requestFullscreen());
  await expect(customer.page.locator('main cobrowse-panel .place')).toBeVisible();
  const opened = customer.page.context().waitForEvent('page');
  // A press right after the note came, or moved, does not count.
  await expect(async () => {
    await note.getByRole('button', { name: new URL(service.origin).host }).click();
    await expect(shown(agent, 'link opened')).toBeVisible({ timeout: 1_000 });
  }).toPass();
  const page = await opened;
  expect(await page.evaluate(() => [opener, document.referrer])).toEqual([null, '']);
  await expect(shown(agent, 'link opened')).toBeVisible();
  await note.getByRole('button', { name: 'Dismiss' }).click();
  await expect(note).toBeHidden();
});

test('the panel moves by pointer and keys, and gives way to the focused field', async ({ browser }) => {
  const { customer } = await together(browser);
  const { page } = customer;
  const box = async (): Promise<{ x: number; y: number }> =>
    (await panel(customer).boundingBox()) ?? Promise.reject(new Error('no panel'));
  const grip = panel(customer).getByRole('button', { name: /^Move this panel/ });
  await grip.focus();
  await page.keyboard.press('ArrowUp');
  await expect.poll(async () => (await box()).y).toBeLessThan(40);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(async () => (await box()).x).toBeLessThan(40);
  await expect(grip).toBeFocused();
  // The field is below the panel.
  await page.locator('#name').focus();
  await expect
    .poll(async () => {
      const { x, y } = await box();
      return x < 40 && y < 40;
    })
    .toBe(false);
  // A press on the panel meets it where it is, though the field that it gave way to loses the focus by that.
  const button = panel(customer).locator('button.icon:not(.grip)');
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  const { x, y, width, height } = (await button.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  await page.mouse.click(x + width / 2, y + height / 2);
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await button.press('Enter');
  await page.locator('#name').focus();
  await page.locator('#name').blur();
  await expect.poll(async () => (await box()).x).toBeLessThan(40);
  const handle = await grip.boundingBox();
  if (!handle) throw new Error('no grip');
  await page.mouse.move(handle.x + 10, handle.y + 10);
  await page.mouse.down();
  await page.mouse.move(900, 600, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => (await box()).x).toBeGreaterThan(600);
});

for (const [language, width, colorScheme] of [
  ['en-GB', 1000, 'light'],
  ['zh-CN', 320, 'dark'],
] as const) {
  test(`axe finds nothing in any state of the panel: ${language}, ${width} px, ${colorScheme}`, async ({ browser }) => {
    const { customer, agent } = await together(browser, '', language);
    await customer.page.setViewportSize({ width, height: 640 });
    await customer.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const check = async (title: string): Promise<void> => {
      expect.soft(await axeProblems(customer.page), title).toEqual([]);
      expect.soft(await axeProblems(agent.page), `the desk: ${title}`).toEqual([]);
      const { x, width: own } = (await panel(customer).boundingBox()) ?? { x: -1, width: 0 };
      expect.soft(x, title).toBeGreaterThanOrEqual(0);
      expect.soft(x + own, title).toBeLessThanOrEqual(width);
    };
    await panel(customer).locator('button.pause').waitFor();
    await check('watched');
    await ask(agent, 'Scroll the page');
    await question(customer).waitFor();
    await check('asked');
    const yes = question(customer).locator('button.yes');
    await expect(async () => {
      if (await yes.isVisible()) await yes.click({ timeout: 5_000 });
      await expect(yes).toBeHidden({ timeout: 2_000 });
    }).toPass();
    await customer.heard('remote_assist_started');
    await check('helped');
    await tool(agent, 'Message to the customer').click();
    await agent.page.getByLabel('Text').fill('Look at this');
    await agent.page.getByLabel('Link').fill('https://example.com/a');
    await tool(agent, 'Send').click();
    await customer.page.getByRole('article').waitFor();
    await check('note');
    // Whoever writes must not hide what they can be sent away with.
    await expect.soft(panel(customer).locator('.agents button')).toBeVisible();
    await tool(agent, 'Customer details').click();
    await check('their details');
    expect.soft(await coveringStage(agent.page, '.side')).toEqual([]);
    expect.soft(await fitProblems(agent.page), 'the desk zoomed, narrow, from right to left').toEqual([]);
    await tool(agent, 'Keyboard shortcuts').click();
    await agent.page.getByRole('dialog').waitFor();
    expect.soft(await axeProblems(agent.page), 'the desk: keys').toEqual([]);
    await agent.page.keyboard.press('Escape');
    await expect(tool(agent, 'Keyboard shortcuts')).toBeFocused();
    await panel(customer).locator('button.pause').click();
    await shown(agent, 'The customer has paused').waitFor();
    await check('paused');
  });
}
