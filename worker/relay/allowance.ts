/**
 * How often a participant may do something: some at once, then some a time. In memory alone: a relay that sleeps was left in
 * peace for long enough. Who connects again gains nothing, as it goes by number; who is given the number of somebody else begins anew.
 */
import type { SessionStore } from './session-store.js';

interface Bucket {
  readonly term: number;
  readonly left: number;
  readonly at: number;
}

export class Allowance {
  readonly #burst: number;
  readonly #intervalMs: number;
  readonly #buckets = new WeakMap<SessionStore, Map<number, Bucket>>();

  /**
   * @param burst so many at once
   * @param intervalMs then one in this time
   */
  constructor(burst: number, intervalMs: number) {
    this.#burst = burst;
    this.#intervalMs = intervalMs;
  }

  /** Takes one, or answers `false`. */
  take({ store }: { readonly store: SessionStore }, number: number): boolean {
    const buckets = this.#buckets.get(store) ?? new Map<number, Bucket>();
    this.#buckets.set(store, buckets);
    const now = Date.now();
    const term = store.termOf(number);
    const known = buckets.get(number);
    const before = known?.term === term ? known : { left: this.#burst, at: now };
    const left = Math.min(this.#burst, before.left + (now - before.at) / this.#intervalMs);
    const taken = left >= 1;
    buckets.set(number, { term, left: taken ? left - 1 : left, at: now });
    return taken;
  }
}
