/**
 * The states of a customer's panel, and of the desk beside it, one after the other in one session: asked, helped, written to, drawn for,
 * paused, ended. Knows where nothing is kept: each picture goes to whoever takes it.
 */
import type { Page } from '@playwright/test';
import { join, openPanels, pressOver, type Story } from './picture-story.ts';

/** Keeps a picture of a page under a name. */
export type Take = (page: Page, name: string) => Promise<void>;

/** What the bank's button lets agents do in these pictures. */
const ALLOWED = { 'remote-assist': 'scroll_page click fill_form', 'agent-annotation': '', 'customer-annotation': '' };

/** From now on agents may do all of that. */
export async function allowAll({ customer }: Story): Promise<void> {
  await customer.locator('cobrowse-button').evaluate((button, attributes) => {
    for (const [name, value] of Object.entries(attributes)) button.setAttribute(name, value);
  }, ALLOWED);
}

/** Answers what the customer's panel asks. A press right after the question came does not count. */
export async function answer({ customer }: Story, which: 'yes' | 'no'): Promise<void> {
  const button = customer.locator(`cobrowse-panel section .ask .${which}`);
  await button.waitFor();
  for (;;) {
    await button.click({ timeout: 2_000 }).catch(() => undefined);
    const gone = await button.waitFor({ state: 'hidden', timeout: 500 }).then(
      () => true,
      () => false,
    );
    if (gone) return;
  }
}

/** @param openStory opened, with nobody sharing yet. */
export async function takePanelPictures(story: Story, take: Take): Promise<void> {
  const { customer, agent, desk } = story;
  const panel = customer.locator('cobrowse-panel section');
  const both = async (name: string): Promise<void> => {
    await take(customer, `customer-${name}`);
    await take(agent, `desk-${name}`);
  };
  const ask = async (kind: string): Promise<void> => {
    const button = desk.getByRole('button', { name: `Ask the customer: ${kind}` });
    if (!(await button.isVisible())) await desk.getByRole('button', { name: 'Help on the page' }).click();
    await button.click();
    await panel.locator('.ask').waitFor();
  };

  await openPanels(story);
  await allowAll(story);
  await join(story, () => take(customer, 'customer-pin'));
  await panel.locator('.pause').waitFor();
  await take(customer, 'customer-watched');

  await ask('Scroll the page');
  await both('asked');
  await answer(story, 'yes');
  await ask('Click');
  await answer(story, 'yes');
  await desk.getByText('You have the page in hand').first().waitFor();
  await both('helped');

  await pressOver(story, 'main input[type="checkbox"]');
  await answer(story, 'yes');
  await panel.locator('.log').waitFor();
  await pressOver(story, 'header nav a:nth-child(2)');
  await panel.locator('.ask').waitFor();
  await both('nod');
  await answer(story, 'no');
  await panel.locator('.log summary').click();
  await take(customer, 'customer-list');
  await panel.locator('.log summary').click();

  // A setting of the contract that the button has no attribute for.
  await customer.evaluate(
    'ZoomCobrowseSDK.init({ remoteAssist: { enable: true, requireStopConfirmation: true, remoteAssistTypes: ["scroll_page", "click"] } })',
  );
  await panel.locator('.stop').click();
  await panel.locator('.ask').waitFor();
  await take(customer, 'customer-stop');
  await answer(story, 'yes');

  await desk.getByRole('button', { name: 'Message to the customer' }).click();
  await desk.getByLabel('Text').fill('This page explains what you need for the loan.');
  await desk.getByLabel('Link').fill('https://www.example.com/loans');
  await desk.getByRole('button', { name: 'Send' }).click();
  await panel.getByRole('article').waitFor();
  await both('note');
  await panel.locator('.dismiss').click();

  await desk.getByRole('button', { name: 'Draw on the page' }).click();
  await desk.getByRole('toolbar', { name: 'Drawing tools' }).waitFor();
  await agent.keyboard.press('s');
  await pressOver(story, 'header nav a:nth-child(2)');
  await customer.locator('cobrowse-ink .ink svg > g').first().waitFor();
  await agent.keyboard.press('r');
  await panel.locator('button.draw').click();
  await both('drawing');
  await customer.keyboard.press('Escape');

  await panel.locator('.pause').click();
  await desk.getByText('The customer has paused').first().waitFor();
  await both('paused');
  await panel.locator('.pause').click();
  await panel.locator('.end').click();
  await desk.getByRole('button', { name: 'another PIN' }).waitFor();
  await both('ended');
}
