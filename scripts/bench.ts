/**
 * `npm run bench`: builds, measures, and prints every figure beside rrweb's, or a plain relay's, of the same run.
 * Options: `--quick` repeats less, `--json` prints the figures as JSON at the end, `--no-build` takes `dist/` as it is.
 */
import { parseArgs } from 'node:util';
import { runBench } from '../test/bench/main.ts';

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, json: { type: 'boolean' }, 'no-build': { type: 'boolean' } },
});
if (!options['no-build']) {
  const { buildSite } = await import('./build.ts');
  await buildSite();
}
const started = performance.now();
const figures = await runBench({ quick: options.quick ?? false, print: (line) => console.log(line) });
console.log(
  `Measured in ${Math.round((performance.now() - started) / 1000)} s. The machine's noise is in all figures; their ratios stand.`,
);
if (options.json) console.log(JSON.stringify(figures, undefined, 2));
