/**
 * What the test runners' own reports say: how many tests passed and failed, and in which files. Numbers never come from a runner's text.
 * Knows nothing of how the runners are started.
 */
import { property } from './project.ts';

/** What one run of one runner came to. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  /** As the runner takes them on its command line. */
  readonly failedFiles: readonly string[];
}

function numberAt(report: unknown, key: string): number {
  const value = property(report, key);
  if (typeof value !== 'number') throw new Error(`The test runner's report has no number "${key}"`);
  return value;
}

function listAt(report: unknown, key: string): readonly unknown[] {
  const value = property(report, key);
  if (!Array.isArray(value)) throw new Error(`The test runner's report has no list "${key}"`);
  return value;
}

/** Vitest's `json` reporter. */
export const readVitest = (report: unknown): Outcome => ({
  passed: numberAt(report, 'numPassedTests'),
  failed: numberAt(report, 'numFailedTests'),
  failedFiles: listAt(report, 'testResults')
    .filter((file) => property(file, 'status') !== 'passed')
    .map((file) => String(property(file, 'name'))),
});

/** Playwright's `json` reporter. */
export function readPlaywright(report: unknown): Outcome {
  const stats = property(report, 'stats');
  const errors = listAt(report, 'errors');
  const fails = (suite: unknown): boolean =>
    listAt(suite, 'specs').some((spec) => property(spec, 'ok') !== true) ||
    (property(suite, 'suites') !== undefined && listAt(suite, 'suites').some(fails));
  return {
    passed: numberAt(stats, 'expected'),
    failed: numberAt(stats, 'unexpected') + numberAt(stats, 'flaky') + errors.length,
    // What went wrong outside of a test is of no file.
    failedFiles: (errors.length > 0 ? [] : listAt(report, 'suites'))
      .filter(fails)
      .map((suite) => String(property(suite, 'file'))),
  };
}

/** The browser tests' own reporter, test/support/count-reporter.ts. */
export const readBrowser = (report: unknown): Outcome => ({
  passed: numberAt(report, 'passed'),
  failed: numberAt(report, 'failed'),
  failedFiles: listAt(report, 'failedFiles').map(String),
});
