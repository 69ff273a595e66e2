/** Drives a browser through snapshots and changes, by both recorders in turns, each on a page that was loaded anew. */
import type { Browser, Page } from '@playwright/test';
import { property } from '../../scripts/project.ts';
import { median } from './figures.ts';
import type { PageName } from './pages.ts';

/** What the page's script answers (see browser/customer.ts). */
const MEASURES = ['ms', 'recordingMs', 'longestBlockMs', 'rawBytes', 'deflatedBytes'] as const;
export type Measures = Readonly<Record<(typeof MEASURES)[number], number>>;

/** Medians of either recorder. */
export interface Comparison {
  readonly ours: Measures;
  readonly rrweb: Measures;
}

const RECORDERS = ['ours', 'rrweb'] as const;

/** How long a loaded page is left alone, so that its own first layout is not measured. */
const SETTLE_MS = 150;

export interface Measuring {
  readonly browser: Browser;
  readonly origin: string;
  readonly repeats: number;
}

/** The first snapshot of a page. */
export function measureSnapshot(measuring: Measuring, page: PageName): Promise<Comparison> {
  return compare(measuring, async (tab, recorder) => {
    await open(tab, measuring.origin, page);
    return tab.evaluate(`bench.snapshot('${recorder}')`);
  });
}

/** What follows a change of the page of 8k nodes. */
export function measureChange(measuring: Measuring, change: 'append' | 'reorder'): Promise<Comparison> {
  return compare(measuring, async (tab, recorder) => {
    await open(tab, measuring.origin, '8k');
    await tab.evaluate(`bench.snapshot('${recorder}')`);
    return tab.evaluate(`bench.change('${change}')`);
  });
}

/** Nodes of a page, and how long a page that does nothing is blocked on this machine. */
export async function lookAtPage(
  { browser, origin }: Measuring,
  page: PageName,
): Promise<{ readonly nodes: number; readonly idleBlockMs: number }> {
  const tab = await browser.newPage();
  await open(tab, origin, page);
  const nodes = Number(await tab.evaluate('bench.countNodes()'));
  const idleBlockMs = Number(await tab.evaluate('bench.idleBlock(100)'));
  await tab.close();
  return { nodes, idleBlockMs };
}

async function open(tab: Page, origin: string, page: PageName): Promise<void> {
  await tab.goto(`${origin}/page/${page}`);
  await tab.waitForTimeout(SETTLE_MS);
}

async function compare(
  { browser, repeats }: Measuring,
  run: (tab: Page, recorder: (typeof RECORDERS)[number]) => Promise<unknown>,
): Promise<Comparison> {
  const results = { ours: new Array<Measures>(), rrweb: new Array<Measures>() };
  const tab = await browser.newPage();
  // The first round is for the browser's caches.
  for (let round = -1; round < repeats; round++) {
    for (const recorder of RECORDERS) {
      const measures = readMeasures(await run(tab, recorder));
      if (round >= 0) results[recorder].push(measures);
    }
  }
  await tab.close();
  return { ours: medians(results.ours), rrweb: medians(results.rrweb) };
}

function readMeasures(value: unknown): Measures {
  return eachMeasure((name) => {
    const measure = property(value, name);
    if (typeof measure !== 'number') throw new Error(`The page measured no ${name}`);
    return measure;
  });
}

function medians(results: readonly Measures[]): Measures {
  return eachMeasure((name) => median(results.map((measures) => measures[name])));
}

function eachMeasure(value: (name: keyof Measures) => number): Measures {
  return {
    ms: value('ms'),
    recordingMs: value('recordingMs'),
    longestBlockMs: value('longestBlockMs'),
    rawBytes: value('rawBytes'),
    deflatedBytes: value('deflatedBytes'),
  };
}
