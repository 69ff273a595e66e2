import { env } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Random } from '../../support/random.js';
import { SessionRun } from './session-run.js';

const RUNS = 12;
const STEPS = 40;
/** Shorter than usual, so that runs reach it. */
const PIN_LIFETIME_S = 200;

beforeEach(() => {
  Reflect.set(env, 'PIN_LIFETIME_SECONDS', String(PIN_LIFETIME_S));
  vi.setSystemTime(Date.now());
});

afterEach(() => {
  Reflect.deleteProperty(env, 'PIN_LIFETIME_SECONDS');
  vi.useRealTimers();
});

describe('a session of one customer and up to six who want in', () => {
  const seed = Number(env.FUZZ_SEED);
  it.each(Array.from({ length: RUNS }, (_, index) => seed + index))(
    'X1–X10 is what the model says, whatever comes in which order (seed %i)',
    { timeout: 60_000 },
    async (runSeed) => {
      const run = await SessionRun.start(new Random(runSeed), PIN_LIFETIME_S * 1000);
      try {
        for (let step = 0; step < STEPS && !run.over; step++) await run.step();
        if (run.over) await run.checkOver();
      } catch (error) {
        throw new Error(`after ${run.log.join(', ')}: ${String(error)}`, { cause: error });
      }
      expect(run.log.length).toBeGreaterThan(0);
    },
  );
});
