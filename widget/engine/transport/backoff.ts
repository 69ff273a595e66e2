/** How long to wait before connecting again: doubling, jittered, so that a thousand sockets dropped by one deploy come back spread out. */

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;

/** @param attempt 0 for the first. @param random from 0 to 1. */
export function backoffDelay(attempt: number, random: number = Math.random()): number {
  const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
  return Math.round(ceiling * (0.5 + random / 2));
}
