/** The digest clock once it is loaded. A page that blocks the chunk is mirrored without the check. */
import type { DigestClock, DigestClockOptions } from './digest-clock.js';

export class LazyDigests {
  readonly #options: DigestClockOptions;
  #clock: DigestClock | undefined;
  #isStopped = false;

  constructor(options: DigestClockOptions) {
    this.#options = options;
  }

  /** Once a page is shown. May be called again. */
  load(): void {
    if (!this.#clock) this.#import().catch(() => undefined);
  }

  /** Something was sent since the last digest. */
  sent(): void {
    this.#clock?.sent();
  }

  /** To be called when all that was noticed has been sent. Answers whether there is nothing left to do now. */
  run(pause: () => boolean): boolean {
    return this.#clock?.run(pause) ?? true;
  }

  stop(): void {
    this.#isStopped = true;
    this.#clock?.stop();
  }

  async #import(): Promise<void> {
    const { DigestClock } = await import('./digest-clock.js');
    if (this.#isStopped || this.#clock) return;
    this.#clock = new DigestClock(this.#options);
    this.#options.request();
  }
}
