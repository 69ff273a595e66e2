/**
 * A whole browser with a tab strip: of its tabs one is in sight, as for a person. Playwright's own pages all say that they are in front,
 * and the headless shell has no tabs to bring to front.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type BrowserContext } from '@playwright/test';
import { CHROME_FLAGS, chromePath } from '../../scripts/browser.ts';

const LISTENING = /DevTools listening on (ws:\S+)/;

export interface RealTabs extends AsyncDisposable {
  /** Its pages are tabs of one window, the newest in front. */
  readonly context: BrowserContext;
}

export async function openRealTabs(): Promise<RealTabs> {
  const profile = await mkdtemp(join(tmpdir(), 'real-tabs-'));
  const flags = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--window-size=1000,700'];
  const child = spawn(chromePath(), [...CHROME_FLAGS, ...flags, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    let endpoint: string | undefined;
    for await (const line of createInterface(child.stderr)) {
      endpoint = LISTENING.exec(line)?.[1];
      if (endpoint !== undefined) break;
    }
    if (endpoint === undefined) throw new Error('The browser did not say where it listens');
    // Without the defaults, one of which is that every page pretends to have the focus.
    const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true });
    const [context] = browser.contexts();
    if (!context) throw new Error('The browser has no window');
    return { context, [Symbol.asyncDispose]: async () => browser.close().finally(stop) };
  } catch (error) {
    await stop();
    throw error;
  }
}
