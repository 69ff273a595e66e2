/**
 * `npm run pictures`: makes the README's pictures from the product itself: the Worker as `npm start` runs it, a browser, the page
 * that shows both sides, led through its story. Needs a build.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { CHROME_FLAGS, chromePath } from './browser.ts';
import { nextFreePort } from './port.ts';
import { ROOT } from './project.ts';

const FOLDER = join(ROOT, 'docs/images');
const FIRST_PORT = 19_787;
const VIEWPORT = { width: 1280, height: 800 };

async function untilReady(origin: string): Promise<void> {
  const deadline = AbortSignal.timeout(60_000);
  for (;;) {
    const response = await fetch(`${origin}/healthz`, { signal: deadline }).catch(() => undefined);
    if (response?.ok) return;
    deadline.throwIfAborted();
  }
}

/** Plays the story until the agent sees a filled-in form. */
async function takePicture(browser: Browser, origin: string, colorScheme: 'light' | 'dark', file: string) {
  const page = await browser.newPage({ viewport: VIEWPORT, deviceScaleFactor: 2, colorScheme });
  await page.goto(`${origin}/demo/both/`);
  const act = page.locator('#act');
  for (const label of ['Press', 'Type', 'Fill']) {
    await act.filter({ hasText: label }).click({ timeout: 60_000 });
  }
  await act.filter({ hasText: 'End the session' }).waitFor({ timeout: 60_000 });
  const mirror = page.frameLocator('cobrowse-agent-desk iframe').frameLocator('iframe');
  await mirror.locator('[name=tax]').waitFor();
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await page.screenshot({ path: join(FOLDER, file), animations: 'disabled' });
  await page.close();
  console.log(`docs/images/${file}`);
}

const port = await nextFreePort(FIRST_PORT);
const origin = `http://localhost:${port}`;
const worker = spawn(process.execPath, [join(ROOT, 'scripts/start.ts'), '--no-build', '--fresh'], {
  cwd: ROOT,
  stdio: ['ignore', 'ignore', 'inherit'],
  env: { ...process.env, PORT: String(port) },
});
try {
  await mkdir(FOLDER, { recursive: true });
  await untilReady(origin);
  const browser = await chromium.launch({ executablePath: chromePath(), args: [...CHROME_FLAGS] });
  try {
    await takePicture(browser, origin, 'light', 'both-sides.png');
    await takePicture(browser, origin, 'dark', 'both-sides-dark.png');
  } finally {
    await browser.close();
  }
} finally {
  const stopped = once(worker, 'exit');
  worker.kill('SIGTERM');
  await stopped;
}
