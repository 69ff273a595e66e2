/**
 * Finds a Chrome, Chromium or Edge for the tests, and installs Chromium where there is none: from the system's package
 * manager, else from Playwright's download. Most tests take its headless shell where there is one: the same engine without the
 * browser's own windows costs half the time. Run as a script, it prints both paths.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { property, toolPath } from './project.ts';

/** Whether this runs as root. */
export const IS_ROOT = process.getuid?.() === 0;

/** Flags for every browser that a test starts. */
export const CHROME_FLAGS: readonly string[] = [
  // Chromium refuses to run as root with its sandbox; for anybody else the sandbox stays.
  ...(IS_ROOT ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const COMMANDS = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
];

/** Chromium's engine without a browser around it, in Debian's name and in that of Chrome for Testing. */
const SHELL_COMMANDS = ['chromium-headless-shell', 'chrome-headless-shell'];

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
      apps.map((app) => join(folder, `${app}.app/Contents/MacOS`, app)),
    );
  }
  if (process.platform === 'win32') {
    const files = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'];
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((name) => {
      const folder = process.env[name];
      return folder ? files.map((file) => join(folder, file)) : [];
    });
  }
  return [];
}

/** Whether a file is there and may be run. */
export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Whether it really starts: Ubuntu's `chromium-browser`, for one, may be a script that only names a snap. */
function runs(path: string): boolean {
  // On Windows `--version` opens a window instead of printing.
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

function findPlaywrightChromium(): string | undefined {
  const playwright: unknown = createRequire(import.meta.url)('@playwright/test');
  const chromium = property(playwright, 'chromium');
  const executablePath = property(chromium, 'executablePath');
  const path: unknown = typeof executablePath === 'function' ? executablePath.call(chromium) : undefined;
  return typeof path === 'string' && isExecutable(path) ? path : undefined;
}

function onPath(commands: readonly string[]): string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return commands.flatMap((command) => folders.map((folder) => join(folder, command)));
}

function findInstalled(): string | undefined {
  const candidates = [...onPath(COMMANDS), ...usualPlaces()].filter(isExecutable);
  return candidates.find(runs) ?? findPlaywrightChromium();
}

const findShell = (): string | undefined => onPath(SHELL_COMMANDS).filter(isExecutable).find(runs);

/** Whether a command is there and answers well, silently. */
export function canRun(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Runs a command in sight of the person who waits for it. Throws when it fails. */
export function run(command: string, ...args: readonly string[]): void {
  console.log(`  $ ${[command, ...args].join(' ')}`);
  execFileSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
}

/** One way to get a browser: the command it needs, and what to run. */
interface Installer {
  readonly title: string;
  readonly command: string;
  readonly needsRoot: boolean;
  readonly steps: readonly (readonly string[])[];
  /** What brings the headless shell, where the system has one. */
  readonly shell?: readonly (readonly string[])[];
}

const APT_UPDATE = ['apt-get', 'update'];
const APT_INSTALL = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', 'install', '-y', '--no-install-recommends'];

const INSTALLERS: readonly Installer[] = [
  {
    title: 'apt',
    command: 'apt-get',
    needsRoot: true,
    steps: [APT_UPDATE, [...APT_INSTALL, 'chromium']],
    shell: [APT_UPDATE, [...APT_INSTALL, 'chromium-headless-shell']],
  },
  { title: 'dnf', command: 'dnf', needsRoot: true, steps: [['dnf', 'install', '-y', 'chromium']] },
  { title: 'apk', command: 'apk', needsRoot: true, steps: [['apk', 'add', '--no-cache', 'chromium']] },
  { title: 'pacman', command: 'pacman', needsRoot: true, steps: [['pacman', '-Sy', '--noconfirm', 'chromium']] },
  {
    title: 'zypper',
    command: 'zypper',
    needsRoot: true,
    steps: [['zypper', '--non-interactive', 'install', 'chromium']],
  },
  { title: 'Homebrew', command: 'brew', needsRoot: false, steps: [['brew', 'install', '--cask', 'google-chrome']] },
];

/** The system's package manager with what makes its commands root's, or undefined where there is none or no way to be root. */
function systemInstaller(): (Installer & { readonly prefix: readonly string[] }) | undefined {
  const installer = INSTALLERS.find(({ command }) => canRun(command, '--version'));
  if (!installer) return undefined;
  const prefix = !installer.needsRoot || IS_ROOT ? [] : ['sudo', '-n'];
  if (prefix.length > 0 && !canRun('sudo', '-n', 'true')) {
    console.log(`  ${installer.title} needs root, and sudo asks for a password here.`);
    return undefined;
  }
  return { ...installer, prefix };
}

function runAll(prefix: readonly string[], steps: readonly (readonly string[])[]): boolean {
  try {
    for (const step of steps) {
      const [command, ...args] = [...prefix, ...step];
      if (command) run(command, ...args);
    }
    return true;
  } catch {
    return false;
  }
}

function installFromSystem(): boolean {
  const installer = systemInstaller();
  if (!installer) return false;
  const done = runAll(installer.prefix, installer.steps);
  if (!done) console.log(`  ${installer.title} could not install it.`);
  return done;
}

function installShell(): void {
  const installer = systemInstaller();
  if (installer?.shell) runAll(installer.prefix, installer.shell);
}

function installFromPlaywright(): boolean {
  try {
    // With root it brings the system libraries along, which a bare container lacks.
    const withDependencies = IS_ROOT && process.platform === 'linux' ? ['--with-deps'] : [];
    run(process.execPath, toolPath('@playwright/test', 'playwright'), 'install', ...withDependencies, 'chromium');
    return true;
  } catch {
    console.log("  Playwright's download failed.");
    return false;
  }
}

/**
 * The path of a browser that starts, installing one if need be.
 * @throws when `CHROME_PATH` names none, or when there is none and none can be installed.
 */
export function chromePath(): string {
  const chosen = process.env['CHROME_PATH'];
  if (chosen) {
    if (!isExecutable(chosen)) throw new Error(`CHROME_PATH=${chosen} is not an executable file.`);
    return chosen;
  }
  const installed = findInstalled();
  if (installed) return installed;

  console.log('No Chrome or Chromium found, so the tests install Chromium:');
  for (const install of [installFromSystem, installFromPlaywright]) {
    const found = install() ? findInstalled() : undefined;
    if (found) return found;
  }
  throw new Error('No browser for the tests. Install Chrome or Chromium, or name one in CHROME_PATH.');
}

/**
 * The path of what runs most tests: the headless shell where there is one, else the browser of {@link chromePath}. A machine whose only
 * work is tests (`CI`) gets the shell as well; nobody else's is changed for speed alone.
 * @throws as `chromePath` does.
 */
export function testBrowserPath(): string {
  const chosen = process.env['TEST_CHROMIUM_PATH'] ?? process.env['CHROME_PATH'];
  if (chosen) return chosen;
  const chrome = chromePath();
  if (process.env['CI'] && !findShell()) installShell();
  return findShell() ?? chrome;
}

if (import.meta.main) console.log(`${chromePath()}\n${testBrowserPath()}`);
