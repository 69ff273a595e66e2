/** How much a sender may say: so much a second on average, with room for a burst. Knows no messages. */

export class Allowance {
  readonly #perSecond: number;
  readonly #burst: number;
  #left: number;
  #at = -Infinity;

  /** @param burst what may come at once; two seconds' worth if not said */
  constructor(perSecond: number, burst = 2 * perSecond) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#left = burst;
  }

  /** Takes one out, if there is one left. @param now milliseconds of a clock that never goes back */
  take(now: number): boolean {
    const passed = this.#at === -Infinity ? 0 : Math.max(0, now - this.#at);
    this.#at = now;
    this.#left = Math.min(this.#burst, this.#left + (passed * this.#perSecond) / 1000);
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }
}
