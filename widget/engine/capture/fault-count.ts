/** When a capture that starts over after each fault of its own gives up, rather than load the page for ever. */

/** After so many faults in a row. */
const MAX_FAULTS = 3;

/** Faults farther apart than this are not in a row. */
const FAULT_MEMORY_MS = 10_000;

export class FaultCount {
  #inRow = 0;
  #lastAt = -Infinity;

  /** Counts one more. True when it was one too many. */
  tooMany(): boolean {
    const now = performance.now();
    this.#inRow = now - this.#lastAt < FAULT_MEMORY_MS ? this.#inRow + 1 : 1;
    this.#lastAt = now;
    return this.#inRow > MAX_FAULTS;
  }
}
