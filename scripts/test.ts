/**
 * `npm test`: every check in order, stopping at the first that fails, and the number of tests at the end.
 * In a browser, a file or two that failed run once more, by themselves: what depends on how busy the machine was then passes, and is
 * named at the end as unsteady, so that somebody mends it; what is broken fails again.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromePath, testBrowserPath } from './browser.ts';
import { ROOT, toolPath } from './project.ts';
import { readBrowser, readPlaywright, readVitest, type Outcome } from './test-reports.ts';

interface Step {
  readonly title: string;
  /** Arguments of Node. */
  readonly args: readonly string[];
  /** Present where tests run. */
  readonly tests?: {
    readonly read: (report: unknown) => Outcome;
    /** Arguments that choose these files alone. Absent where nothing depends on the time, and so nothing gets a second look. */
    readonly only?: (files: readonly string[]) => readonly string[];
  };
}

/** More than so many files do not fail by chance. */
const SECOND_LOOK_FILES = 2;

/** Tests of cases drawn by chance would not meet the same ones again. */
const BY_CHANCE = /fuzz|random/;

const countsFolder = mkdtempSync(join(tmpdir(), 'cobrowse-counts-'));
const countsFile = join(countsFolder, 'counts.json');

const typescript = (project: string): Step => ({
  title: `Types: ${project}`,
  args: [toolPath('typescript', 'tsc'), '--project', project],
});

const vitest = (title: string, config: string): Step => ({
  title,
  args: [
    toolPath('vitest'),
    'run',
    `--config=${config}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${countsFile}`,
  ],
  tests: { read: readVitest },
});

const STEPS: readonly Step[] = [
  { title: 'Format', args: [toolPath('prettier'), '--check', '.', '--log-level', 'warn'] },
  { title: 'Lint', args: [toolPath('oxlint'), '--deny-warnings'] },
  typescript('widget'),
  typescript('worker'),
  typescript('worker/node'),
  typescript('scripts'),
  typescript('test'),
  typescript('test/worker'),
  { title: 'Build', args: ['scripts/build.ts'] },
  vitest('Unit tests', 'vitest.config.ts'),
  vitest('Worker tests, in workerd', 'vitest.worker.config.ts'),
  vitest('Package, packed and used', 'vitest.package.config.ts'),
  {
    title: 'Browser tests, in Chromium',
    args: [toolPath('@web/test-runner', 'wtr')],
    tests: { read: readBrowser, only: (files) => files.flatMap((file) => ['--files', file]) },
  },
  {
    title: 'End-to-end tests',
    args: [toolPath('@playwright/test', 'playwright'), 'test'],
    tests: { read: readPlaywright, only: (files) => files },
  },
];

interface Total {
  passed: number;
  failed: number;
  readonly unsteady: string[];
}

function runnerSucceeds(args: readonly string[]): boolean {
  rmSync(countsFile, { force: true });
  const { status } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TEST_COUNTS_FILE: countsFile },
  });
  return status === 0;
}

/** What the tests came to; none where the runner told nothing, or told no failure and yet failed. */
function runTests(args: readonly string[], read: (report: unknown) => Outcome): Outcome | undefined {
  const succeeds = runnerSucceeds(args);
  try {
    const outcome = read(JSON.parse(readFileSync(countsFile, 'utf8')));
    const isExplained = succeeds || outcome.failed > 0 || outcome.failedFiles.length > 0;
    return isExplained && outcome.passed + outcome.failed > 0 ? outcome : undefined;
  } catch {
    return undefined;
  }
}

const isGreen = (outcome: Outcome): boolean =>
  outcome.passed > 0 && outcome.failed === 0 && outcome.failedFiles.length === 0;

/** Runs one step and answers whether it succeeded; a runner that reports no test at all did not. */
function runStep({ title, args, tests }: Step, total: Total): boolean {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 70 - title.length))}`);
  if (!tests) return runnerSucceeds(args);
  let outcome = runTests(args, tests.read);
  const again = outcome?.failedFiles ?? [];
  const isChance = again.some((file) => BY_CHANCE.test(file));
  if (outcome && tests.only && again.length > 0 && again.length <= SECOND_LOOK_FILES && !isChance) {
    console.log(`\nOnce more, by themselves: ${again.join(', ')}`);
    const second = runTests([...args, ...tests.only(again)], tests.read);
    if (second && isGreen(second)) {
      total.unsteady.push(...again);
      outcome = { passed: outcome.passed + outcome.failed, failed: 0, failedFiles: [] };
    }
  }
  total.passed += outcome?.passed ?? 0;
  total.failed += outcome?.failed ?? 0;
  console.log(outcome ? `${title}: ${outcome.passed} passed, ${outcome.failed} failed.` : `${title}: no report.`);
  return outcome !== undefined && isGreen(outcome);
}

function main(): boolean {
  // Before anything else, since it may take a while and fail; the runners below then find it at once.
  process.env['TEST_CHROMIUM_PATH'] = testBrowserPath();
  process.env['CHROME_PATH'] = chromePath();
  const total: Total = { passed: 0, failed: 0, unsteady: [] };
  const failedStep = STEPS.find((step) => !runStep(step, total));
  if (total.unsteady.length > 0) console.log(`\nUnsteady, to be mended: ${total.unsteady.join(', ')}`);
  if (failedStep) {
    console.error(`\nStopped: "${failedStep.title}" failed.`);
    console.log(`${total.passed} passed, ${Math.max(1, total.failed)} failed`);
  } else {
    console.log(`\n${total.passed} passed, 0 failed`);
  }
  return !failedStep;
}

try {
  process.exitCode = main() ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(countsFolder, { recursive: true, force: true });
}
