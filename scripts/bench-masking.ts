/**
 * `npm run bench:masking`: how many of the canary page's channels each recorder lets a secret out of, rrweb with its strictest settings, and
 * what masking costs a snapshot of 10,000 elements with 20 selectors. `--write` puts the table into the README.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { bundle } from '../test/bench/bundles.ts';
import { CHROME_FLAGS, chromePath } from './browser.ts';
import { property, ROOT } from './project.ts';

const GOAL = 0.1;

const script = await bundle(join(ROOT, 'test/bench/masking/page.ts'));
const browser = await chromium.launch({ executablePath: chromePath(), args: [...CHROME_FLAGS] });
try {
  const open = async (ask: string): Promise<unknown> => {
    const page = await browser.newPage();
    await page.route('http://canary.localhost/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Canaries</title><body></body>' }),
    );
    await page.goto('http://canary.localhost/');
    await page.addScriptTag({ content: script, type: 'module' });
    await page.waitForFunction('window.bench');
    const answer: unknown = await page.evaluate(ask);
    await page.close();
    return answer;
  };
  const lines = ['| Recorder | Channels of the canary page that leak |', '| --- | --- |'];
  const channels = Number(await open('bench.channels'));
  for (const recorder of ['ours', 'rrweb']) {
    const leaked = await open(`bench.${recorder}()`);
    const names = Array.isArray(leaked) ? leaked : [];
    console.log(`${recorder}: ${names.length} of ${channels} channels leak`);
    lines.push(
      `| ${recorder === 'ours' ? 'this engine' : 'rrweb, masked and blocked'} | ${names.length} of ${channels} |`,
    );
    for (const name of names) console.log(`  ${String(name)}`);
  }
  if (process.argv.includes('--write')) {
    const file = join(ROOT, 'README.md');
    const [start, end] = ['<!-- masking-bench: npm run bench:masking -- --write -->', '<!-- /masking-bench -->'];
    const [before = '', rest = ''] = readFileSync(file, 'utf8').split(start);
    const after = rest.split(end)[1];
    if (after === undefined) throw new Error(`README.md has no ${end}`);
    writeFileSync(file, `${before}${start}\n\n${lines.join('\n')}\n\n${end}${after}`);
  }
  const cost = await open('bench.cost(15)');
  const [without, withRules] = ['without', 'with'].map((name) => Number(property(cost, name)));
  const share = (withRules ?? 0) / (without ?? 1) - 1;
  const verdict = share < GOAL ? 'holds' : 'MISSED';
  console.log(
    `snapshot of 10,000 elements: ${without?.toFixed(1)} ms, with 20 selectors ${withRules?.toFixed(1)} ms: ` +
      `${(share * 100).toFixed(1)} % (< 10 %: ${verdict})`,
  );
} finally {
  await browser.close();
}
