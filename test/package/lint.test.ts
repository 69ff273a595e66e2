/** The packed file under the two checkers that package authors rely on. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { describe, expect, inject, it } from 'vitest';
import { property, toolPath } from '../../scripts/project.ts';

const tarball = inject('tarball');

const MODULES = new Set<unknown>(['node16-esm', 'bundler']);

describe('the packed file', () => {
  it('has nothing that publint would change', async () => {
    const bytes = new Uint8Array(readFileSync(tarball));
    const { messages, pkg = {} } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
    expect(messages.map((message) => formatMessage(message, pkg) ?? message.code)).toEqual([]);
    expect(pkg['name']).toBe('cobrowse-elements');
  });

  it('has types that are right for every way to import it as a module', () => {
    const args = [toolPath('@arethetypeswrong/cli', 'attw'), tarball, '--profile', 'esm-only', '--format', 'json'];
    const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    const report: unknown = JSON.parse(stdout);
    const problems = Object.values(Object(property(report, 'problems'))).flat();
    // It lists what CommonJS would meet as well, and judges by the profile.
    expect(problems.filter((problem) => MODULES.has(property(problem, 'resolutionKind')))).toEqual([]);
    expect(status).toBe(0);
    expect(Object.keys(Object(property(property(report, 'analysis'), 'entrypoints')))).toContain('./agent-desk');
  });
});
