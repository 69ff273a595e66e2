/**
 * `npm run test:browsers`: the browser tests in Chromium, Firefox and WebKit, one after the other. What is missing comes from
 * the platform's packages where this can install them, and is named where it cannot.
 * Options: `--browser firefox` (repeatable) for some of them, `--files <glob>` for some of the tests.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { canRun, chromePath, IS_ROOT, isExecutable, run } from './browser.ts';
import { nextFreePort } from './port.ts';
import { ROOT, toolPath } from './project.ts';
import { readBrowser } from './test-reports.ts';

const BROWSERS = ['chromium', 'firefox', 'webkit'] as const;
type Browser = (typeof BROWSERS)[number];

const FIRST_DRIVER_PORT = 4444;
const READY_WITHIN_MS = 20_000;
const READY_POLL_MS = 100;

/** A problem whose message is all that a person needs. */
class MissingBrowser extends Error {}

function findCommand(...commands: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return commands.flatMap((command) => folders.map((folder) => join(folder, command))).find(isExecutable);
}

function findFirefox(): string | undefined {
  const chosen = process.env['FIREFOX_PATH'];
  if (chosen) return isExecutable(chosen) ? chosen : undefined;
  const apps = ['/Applications', join(homedir(), 'Applications')];
  return (
    findCommand('firefox', 'firefox-esr') ??
    apps.map((folder) => join(folder, 'Firefox.app/Contents/MacOS/firefox')).find(isExecutable)
  );
}

/** WebKitGTK's own small browser; its folder has the machine's architecture and the library's version in it. */
function findMiniBrowser(): string | undefined {
  const libraries = ['/usr/lib', '/usr/libexec', '/usr/lib64'];
  const subfolders = (folder: string): string[] => {
    try {
      return readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => join(folder, name));
    } catch {
      return [];
    }
  };
  return [...libraries, ...libraries.flatMap(subfolders)]
    .flatMap((folder) => subfolders(folder).filter((path) => /webkit(?:2?gtk)?-\d/.test(path)))
    .map((folder) => join(folder, 'MiniBrowser'))
    .toSorted()
    .findLast(isExecutable);
}

const webkitIsThere = (): boolean =>
  process.platform === 'darwin'
    ? findCommand('safaridriver') !== undefined
    : findCommand('WebKitWebDriver') !== undefined && findMiniBrowser() !== undefined && hasDisplay();

const hasDisplay = (): boolean => findCommand('Xvfb') !== undefined || Boolean(process.env['DISPLAY']);

interface Need {
  readonly isThere: () => boolean;
  /** Packages by the package manager that has them. */
  readonly apt: readonly string[];
  readonly brew: readonly string[];
  readonly hint: string;
}

const NEEDS: Readonly<Record<Exclude<Browser, 'chromium'>, Need>> = {
  firefox: {
    isThere: () => findFirefox() !== undefined,
    apt: ['firefox-esr'],
    brew: ['--cask', 'firefox'],
    hint: 'Install Firefox, or name it in FIREFOX_PATH.',
  },
  webkit: {
    isThere: webkitIsThere,
    apt: ['webkit2gtk-driver', 'xvfb'],
    brew: [],
    hint:
      process.platform === 'darwin'
        ? 'Safari has its driver built in: run "safaridriver --enable" once.'
        : 'Install WebKitWebDriver with its MiniBrowser, and Xvfb (Debian: webkit2gtk-driver and xvfb).',
  },
};

function install({ apt, brew }: Need): void {
  const prefix = IS_ROOT ? [] : ['sudo', '-n'];
  if (canRun('apt-get', '--version') && (IS_ROOT || canRun('sudo', '-n', 'true'))) {
    const steps = [
      ['apt-get', 'update'],
      ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', '--no-install-recommends', ...apt],
    ];
    for (const step of steps) {
      const [command = '', ...args] = [...prefix, ...step];
      run(command, ...args);
    }
  } else if (brew.length > 0 && canRun('brew', '--version')) {
    run('brew', 'install', ...brew);
  }
}

function ensure(browser: Exclude<Browser, 'chromium'>): void {
  const need = NEEDS[browser];
  if (need.isThere()) return;
  console.log(`No ${browser} found, so this installs it:`);
  try {
    install(need);
  } catch {
    console.log('  That failed.');
  }
  if (!need.isThere()) throw new MissingBrowser(`There is no ${browser} for the tests. ${need.hint}`);
}

/** A screen that nobody sees. Xvfb itself chooses a display that is free, and says so on a pipe. */
async function startScreen(started: ChildProcess[]): Promise<string> {
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  started.push(xvfb);
  const pipe = xvfb.stdio[3];
  if (!pipe) throw new Error('Xvfb has no pipe');
  const [display] = await once(pipe, 'data', { signal: AbortSignal.timeout(READY_WITHIN_MS) });
  return `:${String(display).trim()}`;
}

/** Starts the driver and what it needs; answers what the configuration wants to know. */
async function startWebkit(started: ChildProcess[]): Promise<Record<string, string>> {
  const port = await nextFreePort(FIRST_DRIVER_PORT);
  const isMac = process.platform === 'darwin';
  const display = isMac || findCommand('Xvfb') === undefined ? process.env['DISPLAY'] : await startScreen(started);
  const env = {
    ...process.env,
    ...(display !== undefined && { DISPLAY: display }),
    // Without a GPU, drawing into shared buffers of one fails.
    WEBKIT_DISABLE_DMABUF_RENDERER: '1',
    LIBGL_ALWAYS_SOFTWARE: '1',
    NO_AT_BRIDGE: '1',
  };
  const [command, ...args] = isMac ? ['safaridriver', '-p', String(port)] : ['WebKitWebDriver', `--port=${port}`];
  const driver = spawn(command ?? '', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  started.push(driver);
  const deadline = AbortSignal.timeout(READY_WITHIN_MS);
  while (!(await fetch(`http://127.0.0.1:${port}/status`, { signal: deadline }).catch(() => undefined))?.ok) {
    if (deadline.aborted || driver.exitCode !== null) throw new Error('The driver of WebKit did not start');
    await delay(READY_POLL_MS);
  }
  return { WEBKIT_DRIVER_PORT: String(port), WEBKIT_BROWSER: (isMac ? undefined : findMiniBrowser()) ?? '' };
}

/** Ends what was started, the last first. */
async function stop(started: readonly ChildProcess[]): Promise<void> {
  for (const child of started.toReversed()) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }
}

function isBrowser(name: string): name is Browser {
  return BROWSERS.some((browser) => browser === name);
}

/** Says how many passed. A run without a report, or without a test, did not. */
async function runTests(browser: Browser, files: string | undefined): Promise<boolean> {
  const started: ChildProcess[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'cobrowse-counts-'));
  const countsFile = join(folder, 'counts.json');
  try {
    console.log(`\n${browser}`);
    const variables = browser === 'webkit' ? await startWebkit(started) : {};
    const path = browser === 'chromium' ? chromePath() : browser === 'firefox' ? findFirefox() : undefined;
    const config = join(ROOT, 'web-test-runner.browsers.config.mjs');
    const only = files === undefined ? [] : ['--files', files];
    const runner = spawn(process.execPath, [toolPath('@web/test-runner', 'wtr'), '--config', config, ...only], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...process.env,
        TEST_BROWSER: browser,
        TEST_BROWSER_PATH: path ?? '',
        TEST_COUNTS_FILE: countsFile,
        ...variables,
      },
    });
    const [code] = await once(runner, 'exit');
    const { passed, failed } = readBrowser(JSON.parse(readFileSync(countsFile, 'utf8')));
    console.log(`${browser}: ${passed} passed, ${failed} failed.`);
    return code === 0 && passed > 0;
  } finally {
    await stop(started);
    rmSync(folder, { recursive: true });
  }
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: { browser: { type: 'string', multiple: true }, files: { type: 'string' } },
  });
  const wanted = values.browser ?? BROWSERS;
  const unknown = wanted.find((name) => !isBrowser(name));
  if (unknown !== undefined) throw new MissingBrowser(`${unknown} is none of ${BROWSERS.join(', ')}.`);
  const browsers = BROWSERS.filter((browser) => wanted.includes(browser));
  // All of them first: nobody should wait for two browsers to hear that the third is missing.
  for (const browser of browsers) if (browser !== 'chromium') ensure(browser);
  const failed: Browser[] = [];
  for (const browser of browsers) if (!(await runTests(browser, values.files))) failed.push(browser);
  console.log(failed.length === 0 ? `\nPassed in ${browsers.join(', ')}.` : `\nFailed in ${failed.join(', ')}.`);
  return failed.length === 0;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  if (!(error instanceof MissingBrowser)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
