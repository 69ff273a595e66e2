/**
 * How often a mirror that is not exact may be rebuilt (SPEC D4). A fault that comes back after each snapshot must not make the
 * customer's page build one after the other: each wait is twice as long as the one before, until a digest fits again.
 */

const FIRST_PAUSE_MS = 15_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

export class HealPace {
  readonly #now: () => number;
  #pauseMs = FIRST_PAUSE_MS;
  #healedAt = -Infinity;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** The mirror is exact. */
  exact(): void {
    this.#pauseMs = FIRST_PAUSE_MS;
  }

  /** The mirror is not exact. Answers whether it may be rebuilt now. */
  inexact(): boolean {
    const since = this.#now() - this.#healedAt;
    if (since < this.#pauseMs) return false;
    if (this.#healedAt > -Infinity) this.#pauseMs = Math.min(LONGEST_PAUSE_MS, this.#pauseMs * 2);
    this.#healedAt = this.#now();
    return true;
  }
}
