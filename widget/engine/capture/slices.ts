/**
 * When work is done: soon after it was asked for, in slices short enough that the page stays smooth. Never waits for a frame, since a
 * hidden tab has none, nor for a timer, which a hidden tab delays by a second.
 */
import { SLICE_BUDGET_MS } from '../protocol/limits.js';

/** Between two runs on a page that never stops changing; a shorter pause would send many small messages. */
const REST_MS = 8;

/** Nothing tells when a line has taken what it had. */
const RETRY_MS = 50;

/** Does a part of the work until `pause()` is true. Answers whether all of it is done. */
export type SlicedWork = (pause: () => boolean) => boolean;

export class Slices {
  readonly #work: SlicedWork;
  readonly #channel = new MessageChannel();
  readonly #budgetMs: number;
  #state: 'idle' | 'asked' | 'resting' | 'between' | 'stopped' = 'idle';
  readonly #mayWork: () => boolean;
  #endedAt = -Infinity;

  /**
   * @param budgetMs how long a slice may take; 0 makes every step one
   * @param mayWork asked before each slice; while the answer is no, the work waits
   */
  constructor(work: SlicedWork, budgetMs: number = SLICE_BUDGET_MS, mayWork: () => boolean = () => true) {
    this.#mayWork = mayWork;
    this.#work = work;
    this.#budgetMs = budgetMs;
    this.#channel.port1.addEventListener('message', () => this.#run());
    this.#channel.port1.start();
  }

  /** Nothing is asked for, and nothing is on its way. */
  get idle(): boolean {
    return this.#state === 'idle' || this.#state === 'stopped';
  }

  /** There is something to do. Cheap when that is known already. */
  request(): void {
    if (this.#state !== 'idle') return;
    const rest = this.#endedAt + REST_MS - performance.now();
    if (rest <= 0 || document.hidden) {
      this.#state = 'asked';
      queueMicrotask(() => this.#run());
    } else {
      this.#state = 'resting';
      setTimeout(() => this.#run(), rest);
    }
  }

  stop(): void {
    this.#state = 'stopped';
    this.#channel.port1.close();
  }

  #run(): void {
    if (this.#state === 'stopped') return;
    if (!this.#mayWork()) {
      this.#state = 'resting';
      setTimeout(() => this.#run(), RETRY_MS);
      return;
    }
    const deadline = performance.now() + this.#budgetMs;
    this.#state = 'asked';
    const done = this.#work(() => performance.now() >= deadline);
    // The work may have stopped everything.
    if ((this.#state as string) === 'stopped') return;
    this.#endedAt = performance.now();
    if (done) {
      this.#state = 'idle';
    } else {
      this.#state = 'between';
      this.#channel.port2.postMessage(0);
    }
  }
}
