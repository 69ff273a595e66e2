/** Tokens a second and how long one takes: ours on Node beside a plain Express endpoint, in turns, so that both meet the same noise. */
import { median, percentile } from '../figures.ts';
import { startEndpoints } from './endpoints.ts';
import { loadEndpoint } from './load.ts';

export interface TokenFigures {
  readonly perSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
}

const CONNECTIONS = 16;
const WARM_UP_MS = 1_000;

/** Measures each endpoint `rounds` times for `ms`, and takes the medians. */
export async function compareTokenEndpoints(
  rounds: number,
  ms: number,
): Promise<Readonly<Record<'ours' | 'express', TokenFigures>>> {
  await using endpoints = await startEndpoints();
  const names = ['ours', 'express'] as const;
  const results: Record<(typeof names)[number], TokenFigures[]> = { ours: [], express: [] };
  for (const name of names) await loadEndpoint(endpoints[name], CONNECTIONS, WARM_UP_MS);
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const { perSecond, latenciesMs } = await loadEndpoint(endpoints[name], CONNECTIONS, ms);
      results[name].push({ perSecond, medianMs: median(latenciesMs), p99Ms: percentile(latenciesMs, 0.99) });
    }
  }
  const middle = (all: readonly TokenFigures[]): TokenFigures => ({
    perSecond: median(all.map((one) => one.perSecond)),
    medianMs: median(all.map((one) => one.medianMs)),
    p99Ms: median(all.map((one) => one.p99Ms)),
  });
  return { ours: middle(results.ours), express: middle(results.express) };
}
