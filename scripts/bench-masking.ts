/**
 * `npm run bench:masking`: how many of the canary page's channels each recorder lets a secret out of, others at their strictest, and what masking
 * costs a snapshot of 10,000 elements with 20 selectors, and how long a changing page stands still by it. `--write` keeps the results and puts the table into the README.
 */
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { bundle } from '../test/bench/bundles.ts';
import { startIngest } from '../test/bench/masking/ingest.ts';
import { measureCost, measureStandStill } from '../test/bench/masking/measure-cost.ts';
import { CHROME_FLAGS, chromePath } from './browser.ts';
import { keepResults, maskingTable, type MaskingResults } from './masking-table.ts';
import { ROOT } from './project.ts';

const GOAL = 0.1;
const ROUNDS = 40;
/** Masks may have a page stand still for so many times as long as it does without any. */
const STILL_GOAL = 3;
const STILL_ROUNDS = 5;

const script = await bundle(join(ROOT, 'test/bench/masking/page.ts'));
const browser = await chromium.launch({ executablePath: chromePath(), args: [...CHROME_FLAGS] });
try {
  await using ingest = await startIngest();
  const open = async <Answer>(use: (page: Page) => Promise<Answer>): Promise<Answer> => {
    const page = await browser.newPage();
    await page.goto(ingest.origin);
    await page.addScriptTag({ content: script, type: 'module' });
    await page.waitForFunction('window.bench');
    const answer = await use(page);
    await page.close();
    return answer;
  };
  const ask = (question: string): Promise<unknown> => open((page) => page.evaluate(question));
  const leaking = async (question: string): Promise<string[]> => {
    const names = await ask(question);
    if (!Array.isArray(names)) throw new Error(`${question} answered no list`);
    return names.map(String);
  };
  const results: MaskingResults = {
    channels: Number(await ask('bench.channels')),
    recorders: [
      { name: 'this engine', leaking: await leaking('bench.ours()') },
      { name: 'rrweb, all masked and masks blocked', leaking: await leaking('bench.rrweb()') },
      {
        name: 'OpenReplay, private mode and masks hidden',
        leaking: await leaking('bench.openReplay()'),
      },
    ],
  };
  for (const { name, leaking: names } of results.recorders) {
    if (names.length > 0) console.log(`${name} leaks:\n${names.map((each) => `  ${each}`).join('\n')}`);
  }
  console.log(`\n${maskingTable(results)}\n`);
  if (process.argv.includes('--write')) await keepResults(results);

  const cost = await open((page) => measureCost(page, ROUNDS));
  console.log(
    `snapshot of ${cost.elements} elements: ${cost.without.toFixed(1)} ms of the page's processor time; ` +
      `${cost.with.toFixed(1)} ms with 20 selectors that mask ${cost.masked} of them: ${(cost.share * 100).toFixed(1)} % more ` +
      `(${ROUNDS} pairs by turns, < 10 %: ${cost.share < GOAL ? 'holds' : 'MISSED'})`,
  );
  const still = await open((page) => measureStandStill(page, STILL_ROUNDS));
  console.log(
    `a page of ${cost.elements} elements and ${still.rules} rules, changing all the time, stands still for ${still.with.toFixed(0)} ms at most with ` +
      `those masks, ${still.without.toFixed(0)} ms without: ${(still.with / still.without).toFixed(1)} times as long ` +
      `(${STILL_ROUNDS} pairs by turns, < ${STILL_GOAL}: ${still.with / still.without < STILL_GOAL ? 'holds' : 'MISSED'})`,
  );
} finally {
  await browser.close();
}
