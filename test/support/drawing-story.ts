/** Two people who draw on one page, of different sizes and pixel densities, and what either does with hand and tools. */
import { expect, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { drawnOn, type Box, type Drawn } from './drawn.ts';
import { openRoots } from './open-roots.ts';
import type { Site } from './site-server.ts';
import { Agent, Customer, deskAddress } from './story.ts';

/** @param device of the customer's, such as a phone */
async function openCustomer(browser: Browser, address: string, device: BrowserContextOptions): Promise<Customer> {
  const context = await browser.newContext(device);
  const page = await context.newPage();
  await openRoots(page);
  const customer = new Customer(page);
  await page.goto(address);
  return customer;
}

export async function openAgent(browser: Browser, service: string, userId: string): Promise<Agent> {
  const context = await browser.newContext({ viewport: { width: 900, height: 640 }, deviceScaleFactor: 1 });
  const agent = new Agent(await context.newPage());
  await agent.page.goto(await deskAddress(service, userId));
  return agent;
}

export interface Stage {
  readonly customer: Customer;
  readonly agent: Agent;
  readonly pin: string;
}

const LAPTOP = { viewport: { width: 1000, height: 700 }, deviceScaleFactor: 2 };

export interface StageOptions {
  readonly device?: BrowserContextOptions;
  /** Besides those of the page. */
  readonly settings?: object;
}

/** A customer on a page of the site, and an agent who may draw on it. */
export async function openStage(
  browser: Browser,
  site: Site,
  service = '',
  { device = LAPTOP, settings }: StageOptions = {},
): Promise<Stage> {
  const customer = await openCustomer(browser, `${site.origin}/`, device);
  if (settings) await customer.page.evaluate(`ZoomCobrowseSDK.init(${JSON.stringify(settings)})`);
  const pin = await customer.start();
  const agent = await openAgent(browser, service, 'ann');
  await agent.join(pin);
  await expect(agent.page.getByRole('button', { name: 'Draw on the page' })).toBeVisible();
  return { customer, agent, pin };
}

/** By its name, which may have its key behind it. */
export const tool = (page: Page, name: string) =>
  page.getByRole('toolbar', { name: 'Drawing tools' }).getByRole('button', { name: new RegExp(`^${name}( [(]|$)`) });

export async function take(page: Page, name: string): Promise<void> {
  if (!(await tool(page, name).isVisible())) await page.getByRole('button', { name: 'Draw on the page' }).click();
  await expect(tool(page, name)).toBeVisible();
  if ((await tool(page, name).getAttribute('aria-pressed')) !== 'true') await tool(page, name).click();
  await expect(tool(page, name)).toHaveAttribute('aria-pressed', 'true');
}

/** From pixels of the customer's viewport to those of the desk's window. */
export async function onDesk({ page }: Agent, x: number, y: number): Promise<[number, number]> {
  const area = await page.locator('.overlay').evaluate((element: HTMLElement) => {
    const { left, top, width } = element.getBoundingClientRect();
    return { left, top, scale: width / element.offsetWidth };
  });
  return [area.left + x * area.scale, area.top + y * area.scale];
}

/** The agent drags over the customer's page: pixels of the customer's viewport. Stays pressed down. */
export async function drag(agent: Agent, ...points: readonly (readonly [number, number])[]): Promise<void> {
  const { mouse } = agent.page;
  for (const [i, [x, y]] of points.entries()) {
    await mouse.move(...(await onDesk(agent, x, y)), { steps: 4 });
    if (i === 0) await mouse.down();
  }
}

/** @param across,down how far from the target's edges */
export const isAround = (box: Box | undefined, target: Box | undefined, across: number, down = across): boolean =>
  box !== undefined &&
  target !== undefined &&
  Math.abs(box.x - (target.x - across)) <= 2 &&
  Math.abs(box.y - (target.y - down)) <= 2 &&
  Math.abs(box.width - (target.width + 2 * across)) <= 2 &&
  Math.abs(box.height - (target.height + 2 * down)) <= 2;

export const strokesOf = async (page: Page) => (await drawnOn(page)).strokes;

export const soon = async (page: Page, holds: (drawn: Drawn) => boolean): Promise<void> => {
  await expect.poll(async () => holds(await drawnOn(page)) || JSON.stringify(await drawnOn(page))).toBe(true);
};

export function centre(box: Box | undefined): [number, number] {
  if (!box) throw new Error('no box');
  return [box.x + box.width / 2, box.y + box.height / 2];
}
