/**
 * Runs jobs strictly one after another. A job that need not wait, with none before it, runs synchronously: that keeps the
 * small messages of a live page free of any delay. Knows nothing of frames.
 */

/** May finish at once, or later. */
export type Job = () => Promise<void> | undefined;

export class OrderedQueue {
  readonly #onError: (error: unknown) => void;
  #waiting: Job[] = [];
  #busy = false;
  #closed = false;

  /** @param onError gets what a job threw; the queue is closed by then. */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Runs the job now, or after those that were added before. */
  add(job: Job): void {
    if (this.#closed) return;
    this.#waiting.push(job);
    if (!this.#busy) this.#drain();
  }

  /** Forgets all jobs that wait. One that runs goes on. */
  clear(): void {
    this.#waiting = [];
  }

  /** Runs nothing any more. A job that runs is not interrupted; it must ask `closed` before it acts. */
  close(): void {
    this.#closed = true;
    this.clear();
  }

  get closed(): boolean {
    return this.#closed;
  }

  #drain(): void {
    this.#busy = true;
    while (!this.#closed) {
      const job = this.#waiting.shift();
      if (!job) break;
      try {
        const later = job();
        if (!later) continue;
        later.then(
          () => this.#drain(),
          (error: unknown) => this.#fail(error),
        );
        return;
      } catch (error) {
        return this.#fail(error);
      }
    }
    this.#busy = false;
  }

  #fail(error: unknown): void {
    if (this.#closed) return;
    this.close();
    this.#onError(error);
  }
}
