/**
 * `npm test`: every check in order, stopping at the first that fails, and the number of tests at the end.
 * The numbers come from the runners' own reports, never from their text.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromePath, testBrowserPath } from './browser.ts';
import { property, ROOT, toolPath } from './project.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

interface Step {
  readonly title: string;
  /** Arguments of Node. */
  readonly args: readonly string[];
  /** Present where tests run: what of the runner's report to count. */
  readonly count?: (report: unknown) => Counts;
}

const countsFolder = mkdtempSync(join(tmpdir(), 'cobrowse-counts-'));
const countsFile = join(countsFolder, 'counts.json');

function numberAt(report: unknown, key: string): number {
  const value = property(report, key);
  if (typeof value !== 'number') throw new Error(`The test runner's report has no number "${key}"`);
  return value;
}

const countVitest = (report: unknown): Counts => ({
  passed: numberAt(report, 'numPassedTests'),
  failed: numberAt(report, 'numFailedTests'),
});

const countPlaywright = (report: unknown): Counts => {
  const stats = property(report, 'stats');
  return { passed: numberAt(stats, 'expected'), failed: numberAt(stats, 'unexpected') + numberAt(stats, 'flaky') };
};

const countBrowser = (report: unknown): Counts => ({
  passed: numberAt(report, 'passed'),
  failed: numberAt(report, 'failed'),
});

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
  count: countVitest,
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
    count: countBrowser,
  },
  {
    title: 'End-to-end tests',
    args: [toolPath('@playwright/test', 'playwright'), 'test'],
    count: countPlaywright,
  },
];

function readCounts(count: (report: unknown) => Counts): Counts | undefined {
  try {
    return count(JSON.parse(readFileSync(countsFile, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Runs one step and answers whether it succeeded; a runner that reports no test at all did not. */
function runStep({ title, args, count }: Step, total: { passed: number; failed: number }): boolean {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 70 - title.length))}`);
  rmSync(countsFile, { force: true });
  const { status } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, TEST_COUNTS_FILE: countsFile },
  });
  if (!count) return status === 0;
  const counts = readCounts(count);
  total.passed += counts?.passed ?? 0;
  total.failed += counts?.failed ?? 0;
  console.log(counts ? `${title}: ${counts.passed} passed, ${counts.failed} failed.` : `${title}: no report.`);
  return status === 0 && counts !== undefined && counts.passed > 0 && counts.failed === 0;
}

function main(): boolean {
  // Before anything else, since it may take a while and fail; the runners below then find it at once.
  process.env['TEST_CHROMIUM_PATH'] = testBrowserPath();
  process.env['CHROME_PATH'] = chromePath();
  const total = { passed: 0, failed: 0 };
  const failedStep = STEPS.find((step) => !runStep(step, total));
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
