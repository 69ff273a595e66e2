/**
 * `npm run fuzz:masking`: the property test of masking for longer. `FUZZ_CASES` (20,000) and `FUZZ_SEED` (chosen and printed) are of the
 * environment; a failing case is shrunk, and its seed repeats it.
 */
import { spawnSync } from 'node:child_process';
import { ROOT, toolPath } from './project.ts';

const seed = process.env['FUZZ_SEED'] ?? String(Date.now() % 1_000_000);
const cases = process.env['FUZZ_CASES'] ?? '20000';
console.log(`${cases} cases from seed ${seed}`);
const { status } = spawnSync(
  process.execPath,
  [toolPath('@web/test-runner', 'wtr'), '--files', 'test/browser/capture/mask-fuzz.test.ts'],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, FUZZ_SEED: seed, FUZZ_CASES: cases },
  },
);
process.exitCode = status ?? 1;
