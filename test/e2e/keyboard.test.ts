/** A whole session with the keyboard alone, on both sides: no pointer, and the focus is never lost. */
import { expect, type Locator } from '@playwright/test';
import { drawnOn } from '../support/drawn.ts';
import { KeyboardUser } from '../support/keyboard-user.ts';
import { openRoots } from '../support/open-roots.ts';
import { serveSite } from '../support/site-server.ts';
import { Agent, deskAddress } from '../support/story.ts';
import { test } from '../support/test.ts';

test('two people who have nothing but keys do all that there is to do', async ({ browser, baseURL }) => {
  const service = baseURL ?? '';
  await using site = await serveSite('tag', { service });
  const context = await browser.newContext({ viewport: { width: 1000, height: 700 } });
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openRoots(context);
  const page = await context.newPage();
  const carla = new KeyboardUser(page);
  const panel = page.locator('cobrowse-panel');
  const question = page.getByRole('alertdialog');
  await page.goto(`${site.origin}/keyboard.html`);
  await page.locator('cobrowse-button').getByRole('button').waitFor();

  const desk = new Agent(await (await browser.newContext({ viewport: { width: 1200, height: 800 } })).newPage());
  const ann = new KeyboardUser(desk.page);
  const shown = (text: string | RegExp): Locator => desk.page.getByText(text).and(desk.page.locator(':not(.spoken)'));
  await desk.page.goto(await deskAddress(service, 'ann'));

  await test.step('the customer starts, and has the PIN read and copied', async () => {
    await carla.press('Tab');
    await carla.isOn('Share this page');
    await carla.press('Enter');
    await expect(panel.getByRole('status')).toContainText(/Your PIN is( \d){6}/);
    await carla.isOn('Stop sharing');
    await carla.tabTo('Copy PIN');
    await carla.press('Enter');
    await expect(panel.getByRole('status')).toHaveText('Copied');
  });

  await test.step('the agent types the PIN, and is on the page', async () => {
    await ann.isOn('PIN');
    await ann.type(await page.evaluate(() => navigator.clipboard.readText()));
    await ann.tabTo('Join');
    await ann.press('Enter');
    await desk.mirror.locator('#city').waitFor();
    await ann.isOn('The page of Carla');
    await carla.keepsFocus('when the agent has joined');
    await carla.isOn(/^(?:Minimise|Copy PIN)$/);
  });

  const toTools = async (name: string): Promise<void> => {
    await ann.press('g');
    await ann.isOn('The page of Carla');
    await ann.press('Shift+Tab');
    await ann.moveTo(name, 'ArrowDown');
  };

  await test.step('the agent draws', async () => {
    await toTools('Draw on the page');
    await ann.press('Enter');
    await ann.isOn('Pen (P)');
    await ann.press('Enter');
    await ann.isOn(/^Drawing area/);
    await ann.press('Enter', 'Shift+ArrowRight', 'Enter');
    await expect.poll(async () => (await drawnOn(page)).strokes.map(({ kind }) => kind)).toEqual(['pen']);
    await ann.press('Shift+Tab', 'Tab');
    await ann.isOn(/^Drawing area/);
    await ann.press('r', 'Shift+ArrowUp', 'Enter', 'Shift+ArrowRight', 'Shift+ArrowDown', 'Enter');
    await expect.poll(async () => (await drawnOn(page)).strokes.map(({ kind }) => kind)).toEqual(['pen', 'rectangle']);
    await ann.press('Control+z');
    await expect.poll(async () => (await drawnOn(page)).strokes.length).toBe(1);
    await ann.press('t', 'Enter');
    await ann.isOn('Note');
    await ann.type('Look here');
    await ann.press('Enter');
    await ann.isOn(/^Drawing area/);
    await expect.poll(async () => (await drawnOn(page)).notes.map(({ text }) => text)).toEqual(['Look here']);
    await ann.press('l', 'ArrowRight');
    await expect.poll(async () => (await drawnOn(page)).lasers.length).toBe(1);
    await ann.press('Escape');
    await ann.isOn('Draw on the page');
    await expect.poll(async () => (await drawnOn(page)).lasers.length).toBe(0);
  });

  await test.step('the agent looks around', async () => {
    await ann.press('1');
    await expect(desk.page.getByRole('button', { name: /Zoom 100 %/ })).toBeVisible();
    await ann.press('0', 'f', 'f', '?');
    await expect(desk.page.getByRole('dialog')).toBeVisible();
    await ann.press('Tab', 'Escape');
    await ann.isOn('Draw on the page');
    await ann.press('i');
    await ann.isOn('Close');
    await ann.press('Escape');
    await ann.isOn('Customer details');
  });

  await test.step('the agent writes, and the customer opens the link', async () => {
    await toTools('Message to the customer');
    await ann.press('Enter');
    await ann.isOn('Text');
    await ann.type('Read this');
    await ann.press('Tab');
    await ann.type(`${service}/healthz`);
    await ann.press('Tab', 'Enter');
    await ann.isOn('Text');
    await ann.press('Escape');
    await ann.isOn('Message to the customer');
    await expect(panel.getByRole('status')).toContainText('Read this');
    await carla.tabTo(/^Open localhost/, 'Shift+Tab');
    const opened = context.waitForEvent('page');
    await carla.press('Enter');
    await (await opened).close();
    await page.bringToFront();
    await carla.tabTo('Dismiss');
    await carla.press('Enter');
    await expect(shown('link opened')).toBeHidden();
  });

  /** A press right after a question came does not count. */
  const answer = async (yes: boolean): Promise<void> => {
    await question.waitFor();
    await carla.isOn('Do not allow');
    if (yes) await carla.press('Tab');
    await expect(async () => {
      if (await question.isVisible()) await carla.press(yes ? 'Enter' : 'Escape');
      await expect(question).toBeHidden({ timeout: 300 });
    }).toPass({ intervals: [200] });
    await carla.keepsFocus('after the answer');
  };

  await test.step('a no, by Escape', async () => {
    await toTools('Help on the page');
    await ann.press('Enter');
    await ann.isOn('Ask the customer: Scroll the page');
    await ann.press('Tab');
    await ann.isOn('Ask the customer: Click');
    await ann.press('Enter');
    await question.waitFor();
    await carla.isOn('Do not allow');
    await carla.press('Tab');
    await carla.isOn('Allow');
    await carla.press('Tab');
    await answer(false);
    await expect(shown('Not allowed')).toBeVisible();
    await ann.isOn('Ask the customer: Click');
  });

  const CITY = { x: 0, y: 0 };
  await test.step('the agent scrolls, and fills in a field', async () => {
    await ann.press('Shift+Tab', 'Enter');
    await answer(true);
    await ann.isOn('Keyboard for the customer’s page');
    await ann.press('ArrowDown');
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
    await ann.press('Home');
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
    await ann.press('Escape');
    await ann.isOn('Take the page in hand');
    await ann.tabTo('Ask the customer: Fill in fields', 'Shift+Tab');
    await ann.press('Enter');
    await answer(true);
    await ann.isOn('Keyboard for the customer’s page');
    Object.assign(CITY, await page.locator('#city').boundingBox());
    // From the middle of the customer's viewport.
    for (let x = 500; x > CITY.x + 40; x -= 50) await ann.press('Shift+ArrowLeft');
    for (let y = 350; y > CITY.y + 12; y -= 10) await ann.press('ArrowUp');
    await expect(desk.page.getByRole('status').filter({ hasText: 'Over City' })).toBeAttached();
    await ann.press('Enter');
    await expect(page.locator('#city')).toBeFocused();
    await expect(shown('You are typing into “City”')).toBeVisible();
    await ann.type('Graz');
    await expect(page.locator('#city')).toHaveValue('Graz');
    await ann.press('Escape', 'Escape');
    await ann.isOn('Take the page in hand');
    await ann.press('Enter');
    await ann.isOn('Keyboard for the customer’s page');
  });

  await test.step('the customer stops it, and the agent’s focus stays', async () => {
    await carla.tabTo('Stop');
    await carla.press('Enter');
    await expect(panel.getByRole('status')).toHaveText('Nobody but you can use this page now.');
    await ann.isOn('The page of Carla');
    // Keys that are still under way ask for nothing.
    await ann.press('Enter', ' ');
    await ann.isOn('The page of Carla');
    await expect(question).toBeHidden();
    await ann.tabTo('Close');
    await ann.press('Enter');
    await ann.isOn('Help on the page');
  });

  await test.step('the customer sees what the agent sees, pauses, and moves the panel', async () => {
    await carla.tabTo('See what the agent sees');
    await carla.press('Enter');
    await carla.isOn('Close');
    await carla.press('Escape');
    await carla.isOn('See what the agent sees');
    await carla.tabTo('Pause');
    await carla.press('Enter');
    await expect(shown('The customer has paused')).toBeVisible();
    await carla.isOn('Go on sharing');
    await carla.press('Enter');
    await carla.isOn('Pause');
    await expect(shown('The customer has paused')).toBeHidden();
    await carla.tabTo('Minimise', 'Shift+Tab');
    await carla.press('Enter');
    await carla.isOn('Show details');
    await carla.press('Enter', 'Shift+Tab');
    await carla.isOn(/^Move this panel/);
    await carla.press('ArrowUp');
    // From where it stands: beside the agent's note.
    await expect(panel.getByRole('status')).toHaveText(/^Moved to the top (?:left|right)\.$/);
  });

  await test.step('the customer draws', async () => {
    await carla.tabTo('Draw on the page');
    await carla.press('Enter');
    await carla.isOn('Pen (P)');
    await carla.press('Enter');
    await carla.isOn(/^Drawing area/);
    await carla.press('Enter', 'Shift+ArrowDown', 'Enter');
    await expect.poll(async () => (await drawnOn(desk.page)).strokes.length).toBe(2);
    await carla.press('Escape');
    await carla.isOn('Draw on the page');
  });

  await test.step('the agent thinks better of leaving; the customer ends it', async () => {
    await ann.tabTo('Leave', 'Shift+Tab');
    await ann.press('Enter');
    await ann.isOn('Keep going');
    await ann.press('Escape');
    await ann.isOn('Leave');
    await carla.tabTo('End');
    await carla.press('Enter');
    await carla.isOn('Close');
    await carla.press('Enter');
    await expect(panel).toBeHidden();
    await carla.keepsFocus('without the panel');
    await ann.isOn('Enter another PIN');
    await ann.press('Enter');
    await ann.isOn('PIN');
  });
});
