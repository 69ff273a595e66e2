/** What masking adds to a snapshot, in processor time of the page's thread: what else the machine does is not in it. */
import type { Page } from '@playwright/test';
import { property } from '../../../scripts/project.ts';

export interface MaskingCost {
  readonly elements: number;
  readonly masked: number;
  /** Milliseconds a snapshot: the lower quartile of all rounds, since what else the machine does only adds. */
  readonly without: number;
  readonly with: number;
  /** With ÷ without − 1 of these. */
  readonly share: number;
}

/** In one measurement; the clock is read from outside. */
const SNAPSHOTS = 4;

/** By turns, and each turn begins with the other one: what changes meanwhile meets both alike. */
export async function measureCost(page: Page, rounds: number): Promise<MaskingCost> {
  const prepared: unknown = await page.evaluate('bench.prepareCost()');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const threadMs = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const time = metrics.find(({ name }) => name === 'ThreadTime')?.value;
    if (time === undefined) throw new Error('This browser does not tell the time of its threads');
    return time * 1000;
  };
  const measure = async (withRules: boolean): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage');
    const before = await threadMs();
    await page.evaluate(`bench.makeSnapshots(${SNAPSHOTS}, ${withRules})`);
    return ((await threadMs()) - before) / SNAPSHOTS;
  };
  const pairs: { readonly without: number; readonly with: number }[] = [];
  for (const withRules of [false, true, false, true]) await measure(withRules);
  for (let round = 0; round < rounds; round++) {
    const first = await measure(round % 2 === 1);
    const second = await measure(round % 2 === 0);
    pairs.push(round % 2 === 1 ? { without: second, with: first } : { without: first, with: second });
  }
  const quartile = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 2] ?? NaN;
  const without = quartile(pairs.map((pair) => pair.without));
  const withRules = quartile(pairs.map((pair) => pair.with));
  return {
    elements: Number(property(prepared, 'elements')),
    masked: Number(property(prepared, 'masked')),
    without,
    with: withRules,
    share: withRules / without - 1,
  };
}

export interface StandStill {
  readonly rules: number;
  /** Milliseconds: the median of the longest of each round. */
  readonly without: number;
  readonly with: number;
}

/** Long enough for sheets to be judged again several times. */
const CHANGING_MS = 4_000;

/** How long a page at most stands still that changes all the time and has a large sheet, with the same masks and without any, by turns. */
export async function measureStandStill(page: Page, rounds: number): Promise<StandStill> {
  await page.evaluate('bench.prepareCost()');
  const rules = Number(await page.evaluate('bench.addUtilities()'));
  const longest: Record<'with' | 'without', number[]> = { with: [], without: [] };
  for (let round = 0; round < rounds; round++) {
    for (const which of ['without', 'with'] as const) {
      longest[which].push(Number(await page.evaluate(`bench.changeFor(${CHANGING_MS}, ${which === 'with'})`)));
    }
  }
  const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
  return { rules, without: median(longest.without), with: median(longest.with) };
}
