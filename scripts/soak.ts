/**
 * `npm run soak`: builds, runs many sessions with churn against one Worker, and says what was lost. Not part of `npm test`.
 * Options: `--sessions 100`, `--rounds 10`, `--seed N`, `--no-build`.
 */
import { parseArgs } from 'node:util';
import { runSoak } from '../test/soak/main.ts';

const { values } = parseArgs({
  options: {
    sessions: { type: 'string', default: '100' },
    rounds: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'no-build': { type: 'boolean' },
  },
});
if (!values['no-build']) {
  const { buildSite } = await import('./build.ts');
  await buildSite();
}
const seed = Number(values.seed);
console.log(`Seed ${seed}.`);
const started = performance.now();
const { frames, lost, stuck, kilobytesPerSession } = await runSoak({
  sessions: Number(values.sessions),
  rounds: Number(values.rounds),
  seed,
  print: (line) => console.log(line),
});
console.log(
  `${frames} frames for agents, ${lost} lost; ${stuck} sessions stuck; ${kilobytesPerSession} kB of memory a session (workerd's resident set); ${Math.round((performance.now() - started) / 1000)} s.`,
);
if (lost > 0 || stuck > 0) process.exitCode = 1;
