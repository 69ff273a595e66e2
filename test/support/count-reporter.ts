/** Writes how many browser tests passed and failed, and in which files, to the file that `npm test` names. */
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestSuiteResult } from '@web/test-runner';

type TestResult = TestSuiteResult['tests'][number];

function testsOf(suite: TestSuiteResult): TestResult[] {
  return [...suite.tests, ...suite.suites.flatMap(testsOf)];
}

/** A Web Test Runner reporter; without a path it does nothing. */
export function countReporter(path: string | undefined): Reporter {
  return {
    onTestRunFinished({ sessions }) {
      if (!path) return;
      const tests = sessions.flatMap(({ testResults }) => (testResults ? testsOf(testResults) : []));
      const skipped = tests.filter((test) => test.skipped).length;
      const passed = tests.filter((test) => test.passed && !test.skipped).length;
      // A file that did not load has no tests, and yet is a failure.
      const brokenFiles = sessions.filter((session) => session.errors.length > 0).length;
      const failedFiles = sessions.filter((session) => !session.passed).map(({ testFile }) => testFile ?? '');
      writeFileSync(
        path,
        JSON.stringify({
          passed,
          failed: tests.length - passed - skipped + brokenFiles,
          failedFiles: failedFiles.map((file) => relative(process.cwd(), file)),
        }),
      );
    },
  };
}
