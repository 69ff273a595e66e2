/** A customer who makes the page larger with two fingers (SPEC I10): what is drawn stays where it belongs, what is ours stays in reach. */
import { expect, type Locator } from '@playwright/test';
import { boxIn, drawnOn, type Box } from '../support/drawn.ts';
import { centre, drag, isAround, onDesk, openStage, soon, strokesOf, take, tool } from '../support/drawing-story.ts';
import { Fingers } from '../support/fingers.ts';
import { serveSite } from '../support/site-server.ts';
import { test } from '../support/test.ts';

const PHONE = { viewport: { width: 390, height: 664 }, deviceScaleFactor: 3, isMobile: true, hasTouch: true };

test('I10 on a magnified page strokes, marks and pointers are where they belong, and panel, question and tools are in sight', async ({
  browser,
  baseURL,
}) => {
  await using site = await serveSite('drawing', { service: baseURL ?? '' });
  const { customer, agent } = await openStage(browser, site, baseURL, {
    device: PHONE,
    settings: { allowAgentAnnotation: true, allowCustomerAnnotation: true, remoteAssist: { enable: true } },
  });
  const { page } = customer;
  const fingers = await Fingers.of(page);
  const pay = async (): Promise<Box> => (await boxIn(page, '#pay')) ?? Promise.reject(new Error('no target'));
  const { x, y, width, height } = await pay();
  await take(agent.page, 'Rectangle');
  await drag(agent, [x - 9, y - 9], [x + width / 2, y], [x + width + 9, y + height + 9]);
  await agent.page.mouse.up();
  await soon(page, ({ strokes }) => strokes.length === 1);

  const panel = page.locator('cobrowse-panel .place');
  /** On the screen, in its own pixels, with the screen's corner at 0. */
  const onScreen = async (part: Locator): Promise<Box & { readonly isIn: boolean }> => {
    const sight = await fingers.sight();
    const box = await part.evaluate((element) => element.getBoundingClientRect().toJSON() as Box);
    const shown = {
      x: (box.x - sight.x) * sight.scale,
      y: (box.y - sight.y) * sight.scale,
      width: box.width * sight.scale,
      height: box.height * sight.scale,
    };
    const isIn =
      shown.x >= -1 && shown.y >= -1 && shown.x + shown.width <= 391 && shown.y + shown.height <= 665 && box.width > 0;
    return { ...shown, isIn };
  };
  const tap = async (part: Locator): Promise<void> => {
    const box = await part.evaluate((element) => element.getBoundingClientRect().toJSON() as Box);
    await fingers.tap([box.x + box.width / 2, box.y + box.height / 2]);
  };
  const before = await onScreen(panel);

  await fingers.magnify(centre(await pay()), 1.3);
  const { scale } = await fingers.sight();
  await test.step('strokes, masks and the laser are on their elements', async () => {
    expect(isAround((await strokesOf(page))[0]?.box, await pay(), 9)).toBe(true);
    const mask = await boxIn(page, '.masks .mask');
    expect(isAround(mask, await boxIn(page, '#secret'), 0)).toBe(true);
    await take(agent.page, 'Laser pointer');
    const [left, top] = centre(await pay());
    await agent.page.mouse.move(...(await onDesk(agent, left, top)), { steps: 3 });
    await soon(page, ({ lasers }) => Math.hypot((lasers[0]?.x ?? 0) - left, (lasers[0]?.y ?? 0) - top) < 2);
  });

  await test.step('the panel goes along, and keeps its size', async () => {
    await expect.poll(async () => (await onScreen(panel)).isIn).toBe(true);
    const now = await onScreen(panel);
    expect(now.width / before.width).toBeGreaterThan(0.95);
    expect(now.width / before.width).toBeLessThan(1.2);
    // The page is moved with one finger, and the panel stays.
    const corner = (await fingers.sight()).x;
    await fingers.draw([x + width, y - 20], [x + width - 30, y - 20], [x + width - 60, y - 20]);
    await expect.poll(async () => (await fingers.sight()).x).toBeGreaterThan(corner + 10);
    await expect.poll(async () => (await onScreen(panel)).isIn).toBe(true);
    expect((await onScreen(panel)).height, 'most of the page is left').toBeLessThan(200);
  });

  await test.step('the desk shows the page as it is laid out, and where the customer points in it', async () => {
    await fingers.tap(centre(await pay()));
    await expect(page.locator('#pay')).toHaveAttribute('data-clicks', '1');
    const arrow = agent.page.locator('.pointer');
    await expect
      .poll(async () => {
        const { x: left, y: top } = await arrow.evaluate((it) => it.getBoundingClientRect().toJSON() as Box);
        const [wantedLeft, wantedTop] = await onDesk(agent, ...centre(await pay()));
        return Math.hypot(left - wantedLeft, top - wantedTop);
      })
      .toBeLessThan(2);
    expect(
      await agent.page.locator('.overlay').evaluate((it: HTMLElement) => [it.offsetWidth, it.offsetHeight]),
    ).toEqual([390, 664]);
  });

  await test.step('a question is asked in sight, and what the agent then does is marked on its target', async () => {
    await agent.page.getByRole('button', { name: 'Help on the page' }).click();
    await agent.page.getByRole('button', { name: 'Ask the customer: Scroll the page' }).click();
    const yes = page.getByRole('alertdialog').getByRole('button', { name: 'Allow', exact: true });
    await yes.waitFor();
    await expect.poll(async () => (await onScreen(yes)).isIn).toBe(true);
    expect((await onScreen(panel)).isIn).toBe(true);
    await expect(async () => {
      if (await yes.isVisible()) await tap(yes);
      await expect(yes).toBeHidden({ timeout: 2_000 });
    }).toPass();
    const frame = page.locator('.assist-marks .frame');
    await expect(frame).toBeVisible();
    await expect
      .poll(async () => Object.values(await onScreen(frame)).map((each) => Math.round(Number(each)) || 0))
      .toEqual([0, 0, 390, 664, 1]);
    const scroller = await boxIn(page, '#scroller');
    // What the customer's panel covers is not the agent's to scroll.
    const [across] = centre(scroller);
    await agent.page.mouse.move(...(await onDesk(agent, across, (scroller?.y ?? 0) + 15)), { steps: 3 });
    await agent.page.mouse.wheel(0, 40);
    await expect.poll(async () => isAround(await boxIn(page, '.assist-marks .act'), scroller, 0)).toBe(true);
  });

  await test.step('the tools are in sight, and a finger draws where it is', async () => {
    await tap(panel.locator('button.draw'));
    const bar = page.locator('cobrowse-ink .bar');
    await expect.poll(async () => (await onScreen(bar)).isIn).toBe(true);
    await expect(tool(page, 'Pen')).toHaveAttribute('aria-pressed', 'true');
    // Between the tools and the panel.
    const sight = await fingers.sight();
    const [left, top] = [sight.x + sight.width / 2, sight.y + sight.height * 0.5];
    await fingers.draw([left - 30, top], [left - 10, top + 8], [left + 10, top + 2], [left + 30, top]);
    for (const each of [page, agent.page]) {
      await soon(each, ({ strokes }) => {
        const box = strokes.find(({ kind, done }) => kind === 'pen' && done)?.box;
        return Math.abs((box?.x ?? 0) + (box?.width ?? 0) / 2 - left) < 4 && Math.abs((box?.width ?? 0) - 60) < 10;
      });
    }
    // Two fingers magnify the page while a tool is in the hand, and what the first one began is taken back.
    await fingers.magnify([left, top], scale * 1.1);
    await expect.poll(async () => (await onScreen(bar)).isIn).toBe(true);
    expect((await drawnOn(agent.page)).strokes).toHaveLength(2);
    await expect(async () => {
      if (await bar.isVisible()) await tap(panel.locator('button.draw'));
      await expect(bar).toBeHidden({ timeout: 2_000 });
    }).toPass();
  });
});
