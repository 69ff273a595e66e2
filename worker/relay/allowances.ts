/**
 * How often each participant may do something. In memory alone: a relay that sleeps was left in peace for long enough. Who connects again
 * gains nothing, as it goes by number; who is given the number of somebody else begins anew.
 */
import { Allowance } from '../../widget/engine/protocol/allowance.js';
import type { SessionStore } from './session-store.js';

interface Held {
  readonly term: number;
  readonly allowance: Allowance;
}

export class Allowances {
  readonly #make: () => Allowance;
  readonly #held = new WeakMap<SessionStore, Map<number, Held>>();

  /** @param burst what may come at once; two seconds' worth if not said */
  constructor(perSecond: number, burst?: number) {
    this.#make = () => new Allowance(perSecond, burst);
  }

  /** Takes one, or answers `false`. */
  take({ store }: { readonly store: SessionStore }, number: number): boolean {
    const held = this.#held.get(store) ?? new Map<number, Held>();
    this.#held.set(store, held);
    const term = store.termOf(number);
    const known = held.get(number);
    const { allowance } = known?.term === term ? known : { allowance: this.#make() };
    held.set(number, { term, allowance });
    return allowance.take(Date.now());
  }
}
