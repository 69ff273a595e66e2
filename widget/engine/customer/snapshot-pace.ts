/**
 * How often one agent may make the customer's page build a snapshot. An agent is not trusted: asking without end would stop the
 * page for the customer and the changes for everybody else. Knows no capture.
 */

/** A snapshot that an agent asks for comes no sooner after the one before. */
const INTERVAL_MS = 2_000;

export class SnapshotPace {
  readonly #give: (agent: number) => void;
  readonly #intervalMs: number;
  readonly #lastAt = new Map<number, number>();
  readonly #waiting = new Map<number, ReturnType<typeof setTimeout>>();

  /** @param intervalMs INTERVAL_MS unless a test has less time. */
  constructor(give: (agent: number) => void, intervalMs = INTERVAL_MS) {
    this.#give = give;
    this.#intervalMs = intervalMs;
  }

  /** An agent on a new socket gets one at once: this call says so. */
  given(agent: number): void {
    this.#forget(agent);
    this.#lastAt.set(agent, performance.now());
  }

  /** An agent asks. Put off, not dropped: a mirror that lost the thread soon after a snapshot would stand still for ever. */
  wanted(agent: number): void {
    if (this.#waiting.has(agent)) return;
    const wait = (this.#lastAt.get(agent) ?? -Infinity) + this.#intervalMs - performance.now();
    const give = (): void => {
      this.given(agent);
      this.#give(agent);
    };
    if (wait > 0) this.#waiting.set(agent, setTimeout(give, wait));
    else give();
  }

  /** Nobody waits any more. */
  clear(): void {
    for (const agent of this.#waiting.keys()) this.#forget(agent);
  }

  #forget(agent: number): void {
    clearTimeout(this.#waiting.get(agent));
    this.#waiting.delete(agent);
  }
}
