/** All benchmarks in one run, each figure beside rrweb's on the same page, or beside a plain relay's. Owns the order and the report. */
import { chromium } from '@playwright/test';
import { CHROME_FLAGS, chromePath } from '../../scripts/browser.ts';
import { figureLine, GOALS, headLine, holds, type Figure, type Goal } from './figures.ts';
import { measureOurs, measureOverRelay, measureRrweb } from './latency.ts';
import { PAGE_SIZES, type PageName } from './pages.ts';
import { servePages } from './page-server.ts';
import { measureThroughput } from './relay/throughput.ts';
import { startWorkerd } from './relay/workerd.ts';
import {
  lookAtPage,
  measureChange,
  measureSnapshot,
  type Comparison,
  type Measures,
  type Measuring,
} from './snapshots.ts';
import { compareTokenEndpoints } from './token/compare.ts';

export interface BenchOptions {
  /** Fewer repeats; the figures are rougher. */
  readonly quick: boolean;
  readonly print: (line: string) => void;
}

/** Runs everything and prints as it goes. Answers all figures. `dist/` must have been built. */
export async function runBench({ quick, print }: BenchOptions): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const add = (figure: Figure): void => {
    figures.push(figure);
    print(figureLine(figure));
  };
  await using pages = await servePages();
  await using workerd = await startWorkerd();
  const browser = await chromium.launch({ executablePath: chromePath(), args: [...CHROME_FLAGS] });
  try {
    const measuring: Measuring = { browser, origin: pages.origin, repeats: quick ? 3 : 9 };
    for (const page of PAGE_NAMES) await benchSnapshot(measuring, page, print, add);
    await benchChanges(measuring, print, add);

    print(headLine('Change → DOM that the agent looks at', 'rrweb'));
    const options = { browser, origin: pages.origin, workerd, changes: quick ? 60 : 250 };
    const ours = await measureOurs(options);
    const rrweb = await measureRrweb(options);
    const relay = await measureOverRelay(options);
    add(compared('one browser, no network, p50', 'ms', ours.medianMs, rrweb.medianMs));
    add(compared('one browser, no network, p95', 'ms', ours.p95Ms, rrweb.p95Ms));
    add(compared('over the relay (rrweb without), p50', 'ms', relay.medianMs, rrweb.medianMs, GOALS.latencyMedian));
    add(compared('over the relay (rrweb without), p95', 'ms', relay.p95Ms, rrweb.p95Ms, GOALS.latencyP95));
  } finally {
    await browser.close();
  }

  print(headLine('Relay on workerd, customer → agents', 'plain relay'));
  for (const agents of [1, 5]) {
    for (const frameBytes of [200, 16 * 1024]) {
      const { ours, plain } = await measureThroughput(workerd, { agents, frameBytes }, quick ? 1 : 3, 1000);
      const load = `${frameBytes < 1024 ? `${frameBytes} B` : `${frameBytes / 1024} KB`} frames to ${agents} agent${agents > 1 ? 's' : ''}`;
      add(compared(`${load}, frames in`, 'per second', ours, plain));
      const megabytes = (rate: number): number => (rate * frameBytes * agents) / 1e6;
      add(compared(`${load}, bytes out`, 'MB/s', megabytes(ours), megabytes(plain)));
    }
  }

  print(headLine('Tokens for customers, on Node', 'Express'));
  const tokens = await compareTokenEndpoints(quick ? 1 : 3, quick ? 2000 : 4000);
  add(compared('tokens', 'per second', tokens.ours.perSecond, tokens.express.perSecond));
  add(compared('one token, p50', 'ms', tokens.ours.medianMs, tokens.express.medianMs));
  add(compared('one token, p99', 'ms', tokens.ours.p99Ms, tokens.express.p99Ms));

  const missed = figures.filter((item) => holds(item) === false);
  print(missed.length === 0 ? '\nAll goals hold.' : `\nMissed: ${missed.map(({ title }) => title).join(' · ')}`);
  return figures;
}

const PAGE_NAMES: readonly PageName[] = ['1k', '8k', '40k'];

type Print = (line: string) => void;
type Add = (figure: Figure) => void;

function compared(title: string, unit: Figure['unit'], ours: number, other: number, goal?: Goal): Figure {
  return { title, unit, ours, other, goal };
}

async function benchSnapshot(measuring: Measuring, page: PageName, print: Print, add: Add): Promise<void> {
  const { nodes, idleBlockMs } = await lookAtPage(measuring, page);
  if (nodes !== PAGE_SIZES[page].nodes) throw new Error(`The page ${page} has ${nodes} nodes`);
  print(headLine(`Snapshot of ${nodes.toLocaleString('en')} nodes`, 'rrweb'));
  const { ours, rrweb } = await measureSnapshot(measuring, page);
  const goal = (wanted: Goal): Goal | undefined => (page === '8k' ? wanted : undefined);
  const name = (title: string): string => `${page} snapshot, ${title}`;
  // Ours is not divided into recording and encoding; rrweb's events are of no use to anybody before they are bytes.
  add(compared(name('page → bytes'), 'ms', ours.ms, rrweb.ms, goal(GOALS.snapshot)));
  add(compared(name('without JSON of rrweb'), 'ms', ours.ms, rrweb.recordingMs));
  add(compared(name('longest block'), 'ms', ours.longestBlockMs, rrweb.longestBlockMs, goal(GOALS.slice)));
  print(`  (an idle page was blocked for up to ${idleBlockMs.toFixed(1)} ms)`);
  addBytes(name, { ours, rrweb }, add, goal(GOALS.snapshotBytes));
}

async function benchChanges(measuring: Measuring, print: Print, add: Add): Promise<void> {
  print(headLine('Changes of the page of 8k nodes', 'rrweb'));
  for (const [change, text] of [
    ['append', 'append 1,000 rows'],
    ['reorder', 'reorder 600 rows'],
  ] as const) {
    const { ours, rrweb } = await measureChange(measuring, change);
    const name = (title: string): string => `${text}, ${title}`;
    add(compared(name('change → bytes'), 'ms', ours.ms, rrweb.ms));
    add(compared(name('longest block'), 'ms', ours.longestBlockMs, rrweb.longestBlockMs));
    addBytes(name, { ours, rrweb }, add, change === 'reorder' ? GOALS.reorderBytes : undefined);
  }
}

function addBytes(name: (title: string) => string, { ours, rrweb }: Comparison, add: Add, goal?: Goal): void {
  const compare = (title: string, measure: keyof Measures, wanted?: Goal): void =>
    add(compared(name(title), 'bytes', ours[measure], rrweb[measure], wanted));
  compare('raw', 'rawBytes');
  compare('deflated', 'deflatedBytes', goal);
}
