/**
 * From a change in the customer's page to the same change in the DOM that the agent looks at: in one browser without a network,
 * and over the real relay between two browser contexts. All pages of a machine share one clock.
 */
import { join } from 'node:path';
import type { Browser, Frame, Page } from '@playwright/test';
import { property } from '../../scripts/project.ts';
import { bundle } from './bundles.ts';
import { percentile } from './figures.ts';
import type { Workerd } from './relay/workerd.ts';

export interface Latency {
  readonly medianMs: number;
  readonly p95Ms: number;
}

export interface LatencyOptions {
  readonly browser: Browser;
  /** Of the measured pages. */
  readonly origin: string;
  readonly workerd: Workerd;
  readonly changes: number;
}

const MIRROR_PATH = '/sdkapi/zcb/mirror';
const ARRIVES_WITHIN_MS = 5000;

/** Capture → bytes → mirror, in one browser. */
export async function measureOurs({ browser, origin, workerd, changes }: LatencyOptions): Promise<Latency> {
  const tab = await browser.newPage();
  await tab.goto(`${origin}/viewer`);
  await tab.evaluate(`viewer.watchOurs('${origin}/page/8k', '${workerd.front}${MIRROR_PATH}')`);
  const arrivals = await watchMirror(tab);
  const made = await tab.evaluate(`viewer.makeChanges(${changes}, 6)`);
  const latency = await measureArrivals(made, arrivals);
  await tab.close();
  return latency;
}

/** rrweb's recorder → its replayer in live mode without a buffer, in one browser; events stay objects. */
export async function measureRrweb({ browser, origin, changes }: LatencyOptions): Promise<Latency> {
  const tab = await browser.newPage();
  await tab.goto(`${origin}/viewer`);
  await tab.evaluate(`viewer.watchRrweb('${origin}/page/8k')`);
  const made = await tab.evaluate(`viewer.makeChanges(${changes}, 6)`);
  const latency = await measureArrivals(made, () => tab.evaluate('viewer.replayed()'));
  await tab.close();
  return latency;
}

/** The same between two contexts, through a session on workerd. */
export async function measureOverRelay({ browser, origin, workerd, changes }: LatencyOptions): Promise<Latency> {
  const [customerContext, agentContext] = [await browser.newContext(), await browser.newContext()];
  const customer = await customerContext.newPage();
  const agent = await agentContext.newPage();
  await Promise.all([customer.goto(`${origin}/page/8k`), agent.goto(`${origin}/viewer`)]);
  const { worker, front } = workerd;
  const pin = String(await customer.evaluate(`bench.share('${worker}', '${await token(worker, 1)}')`));
  await agent.evaluate(`viewer.join('${worker}', '${await token(worker, 2)}', '${pin}', '${front}${MIRROR_PATH}')`);
  const arrivals = await watchMirror(agent);
  const made = await customer.evaluate(`bench.makeChanges(${changes}, 7)`);
  const latency = await measureArrivals(made, arrivals);
  await Promise.all([customerContext.close(), agentContext.close()]);
  return latency;
}

/** Puts an observer into the mirror's own frame, which is what a page beside it cannot do. */
async function watchMirror(tab: Page): Promise<() => Promise<unknown>> {
  const mirror: Frame | undefined = tab.frames().find((frame) => new URL(frame.url()).pathname === MIRROR_PATH);
  if (!mirror) throw new Error('There is no mirror in the page');
  await mirror.evaluate(await bundle(join(import.meta.dirname, 'browser/arrivals-entry.ts')));
  return () => mirror.evaluate('benchArrivals()');
}

async function measureArrivals(made: unknown, readArrivals: () => Promise<unknown>): Promise<Latency> {
  if (!Array.isArray(made)) throw new Error('No changes were made');
  const deadline = performance.now() + ARRIVES_WITHIN_MS;
  let arrivals = new Map<unknown, unknown>();
  while (arrivals.size < made.length && performance.now() < deadline) {
    const entries = await readArrivals();
    arrivals = new Map(Array.isArray(entries) ? entries : []);
  }
  const latencies = made.map((at, number) => {
    const arrived = arrivals.get(number);
    if (typeof arrived !== 'number') throw new Error(`Change ${number} of ${made.length} never arrived`);
    return arrived - Number(at);
  });
  return { medianMs: percentile(latencies, 0.5), p95Ms: percentile(latencies, 0.95) };
}

async function token(worker: string, role: 1 | 2): Promise<string> {
  const response = await fetch(`${worker}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role }),
  });
  return String(property(await response.json(), 'token'));
}
