/**
 * The desk as agents see it who read Chinese, or from right to left: a session with the drawing's bar and the customer's facts, then with
 * the page in hand. Knows where nothing is kept: each picture goes to whoever takes it.
 */
import { allowAll, answer, type Take } from './panel-pictures.ts';
import { join, openPanels, type Story } from './picture-story.ts';

/** What is pressed. No language that is written from right to left comes along: only the direction is of one. */
const WORDS = {
  chinese: { draw: '在页面上标注', stop: '停止标注', facts: '客户信息', help: '协助操作', ask: '向客户请求：滚动页面' },
  'right-to-left': {
    draw: 'Draw on the page',
    stop: 'Stop drawing',
    facts: 'Customer details',
    help: 'Help on the page',
    ask: 'Ask the customer: Scroll the page',
  },
} as const;

export type Look = keyof typeof WORDS;

/** @param story opened, with nobody sharing yet. */
export async function takeLanguagePictures(story: Story, look: Look, take: Take): Promise<void> {
  const { agent, desk } = story;
  const { draw, stop, facts, help, ask } = WORDS[look];
  if (look === 'right-to-left') await desk.locator('html').evaluate((root) => root.setAttribute('dir', 'rtl'));
  await openPanels(story);
  await allowAll(story);
  await join(story);
  const press = (name: string): Promise<void> => desk.getByRole('button', { name, exact: true }).first().click();
  await press(draw);
  await press(facts);
  await desk.locator('cobrowse-customer-panel').waitFor();
  await take(agent, `${look}-drawing`);
  await press(stop);
  await press(help);
  await press(ask);
  await answer(story, 'yes');
  await desk.locator('.let-go').waitFor();
  await take(agent, `${look}-held`);
}
