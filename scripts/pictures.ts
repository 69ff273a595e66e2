/**
 * `npm run pictures`: makes the README's pictures from the product itself: the Worker as `npm start` runs it, a browser, the page
 * that shows both sides, led through its story. Needs a build.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { chromium, expect, type Browser, type Page } from '@playwright/test';
import { CHROME_FLAGS, chromePath } from './browser.ts';
import { nextFreePort } from './port.ts';
import { takeLanguagePictures } from './language-pictures.ts';
import { takePanelPictures } from './panel-pictures.ts';
import { join as joinStory, openStory } from './picture-story.ts';
import { ROOT } from './project.ts';

const FOLDER = join(ROOT, 'docs/images');
const REVIEW_FOLDER = join(ROOT, 'dist/pictures');
const FIRST_PORT = 19_787;
const VIEWPORT = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 760 };

async function untilReady(origin: string): Promise<void> {
  const deadline = AbortSignal.timeout(60_000);
  for (;;) {
    const response = await fetch(`${origin}/healthz`, { signal: deadline }).catch(() => undefined);
    if (response?.ok) return;
    deadline.throwIfAborted();
  }
}

/** Plays the story until the agent sees a filled-in form. */
async function takePicture(browser: Browser, origin: string, colorScheme: Scheme, file: string) {
  const page = await browser.newPage({ viewport: VIEWPORT, deviceScaleFactor: 2, colorScheme });
  await page.goto(`${origin}/demo/both/`);
  const act = page.locator('#act');
  for (const label of ['Press', 'Type', 'Fill']) {
    await act.filter({ hasText: label }).click({ timeout: 60_000 });
  }
  await act.filter({ hasText: 'End the session' }).waitFor({ timeout: 60_000 });
  const mirror = page.frameLocator('cobrowse-agent-desk iframe').frameLocator('iframe');
  await expect(mirror.locator('[name=name]')).toHaveValue('Ada Lovelace', { timeout: 60_000 });
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await page.screenshot({ path: join(FOLDER, file), animations: 'disabled' });
  await page.close();
  console.log(`docs/images/${file}`);
}

/** What the README shows of it. The others are for whoever changes the desk, and are not kept. */
const KEPT = new Set(['desk-customer', 'desk-phone', 'phone-customer-helped']);

type Scheme = 'light' | 'dark';

async function keep(page: Page, name: string, scheme: Scheme): Promise<void> {
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  const folder = KEPT.has(name) ? FOLDER : REVIEW_FOLDER;
  const path = join(folder, `${name}${scheme === 'dark' ? '-dark' : ''}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  console.log(relative(ROOT, path));
}

/** Both sides while they work together, at a desk and with a telephone in the customer's hand; there also in Chinese. */
async function takeTogetherPictures(browser: Browser, origin: string, colorScheme: Scheme) {
  const phone = { viewport: PHONE, deviceScaleFactor: 2, hasTouch: true };
  const desktop = { viewport: VIEWPORT, deviceScaleFactor: 2 };
  const screens = [
    { prefix: '', agent: desktop, customer: { ...desktop, locale: 'en-GB' } },
    { prefix: 'phone-', agent: desktop, customer: { ...phone, locale: 'en-GB' } },
    { prefix: 'chinese-', agent: phone, customer: { ...phone, locale: 'zh-CN' } },
  ];
  for (const { prefix, agent, customer } of screens) {
    const story = await openStory(browser, origin, { ...agent, colorScheme }, { ...customer, colorScheme });
    await takePanelPictures(story, (page, name) => keep(page, `${prefix}${name}`, colorScheme));
    await story.close();
  }
}

/** The desk's states: the form, a live page with its panel, the keys, the end, the same on a phone. */
async function takeDeskPictures(browser: Browser, origin: string, colorScheme: Scheme) {
  const take = (page: Page, name: string): Promise<void> => keep(page, name, colorScheme);
  const desktop = await openStory(browser, origin, { viewport: VIEWPORT, deviceScaleFactor: 2, colorScheme });
  await take(desktop.agent, 'desk-pin');
  await joinStory(desktop);
  await desktop.desk.getByRole('button', { name: 'Customer details' }).click();
  await desktop.desk.locator('cobrowse-customer-panel').waitFor();
  await take(desktop.agent, 'desk-customer');
  await desktop.desk.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await desktop.desk.getByRole('dialog').waitFor();
  await take(desktop.agent, 'desk-keys');
  await desktop.desk.getByRole('dialog').press('Escape');
  await desktop.desk.getByRole('button', { name: 'Leave' }).click();
  await desktop.desk.getByRole('group').getByRole('button', { name: 'Leave' }).click();
  await desktop.desk.getByRole('button', { name: 'another PIN' }).waitFor();
  await take(desktop.agent, 'desk-end');
  await desktop.close();

  const phone = await openStory(browser, origin, {
    viewport: PHONE,
    deviceScaleFactor: 2,
    colorScheme,
    hasTouch: true,
  });
  await take(phone.agent, 'desk-phone-pin');
  await joinStory(phone);
  await take(phone.agent, 'desk-phone');
  await phone.desk.getByRole('button', { name: 'Message to the customer' }).click();
  await phone.desk.getByRole('button', { name: 'Customer details' }).click();
  await phone.desk.locator('cobrowse-customer-panel').waitFor();
  await take(phone.agent, 'desk-phone-customer');
  await phone.close();
}

/** The desk in Chinese and from right to left, on a desktop and on a phone; colours are the same as in English. */
async function takeDeskLanguagePictures(browser: Browser, origin: string) {
  const screens = [
    { prefix: 'desk', viewport: VIEWPORT, hasTouch: false },
    { prefix: 'desk-phone', viewport: PHONE, hasTouch: true },
  ];
  for (const { prefix, viewport, hasTouch } of screens) {
    for (const look of ['chinese', 'right-to-left'] as const) {
      const locale = look === 'chinese' ? 'zh-CN' : 'en-GB';
      const screen = { viewport, hasTouch, locale, deviceScaleFactor: 2, colorScheme: 'light' as const };
      const story = await openStory(browser, origin, screen, { viewport: { width: 1180, height: 760 }, locale });
      await takeLanguagePictures(story, look, (page, name) => keep(page, `${prefix}-${name}`, 'light'));
      await story.close();
    }
  }
}

/** All of them, or the stories that the command line names. */
const wanted = (story: string): boolean => process.argv.length < 3 || process.argv.includes(story);

const port = await nextFreePort(FIRST_PORT);
const origin = `http://localhost:${port}`;
const worker = spawn(process.execPath, [join(ROOT, 'scripts/start.ts'), '--no-build', '--fresh'], {
  cwd: ROOT,
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, PORT: String(port) },
});
try {
  for (const folder of [FOLDER, REVIEW_FOLDER]) await mkdir(folder, { recursive: true });
  await untilReady(origin);
  const browser = await chromium.launch({ executablePath: chromePath(), args: [...CHROME_FLAGS] });
  try {
    for (const scheme of ['light', 'dark'] as const) {
      if (wanted('both'))
        await takePicture(browser, origin, scheme, `both-sides${scheme === 'dark' ? '-dark' : ''}.png`);
      if (wanted('desk')) await takeDeskPictures(browser, origin, scheme);
      if (wanted('together')) await takeTogetherPictures(browser, origin, scheme);
    }
    if (wanted('languages')) await takeDeskLanguagePictures(browser, origin);
  } finally {
    await browser.close();
  }
} finally {
  const stopped = once(worker, 'exit');
  worker.kill('SIGTERM');
  await stopped;
}
