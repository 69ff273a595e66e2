/**
 * When agents' requests for images and fonts are answered: one after another, and only while little else waits to be sent. What
 * happens on the page must not queue behind megabytes, whatever an agent asks for. Does not read the requests.
 */

/** Requests of one agent that may wait; a mirror asks for all that a message brings at once, so it needs few. */
const MAX_WAITING = 16;

/** With more than this on its way, an answer waits. */
const BACKLOG_BYTES = 256 * 1024;

/** Nothing tells when a socket has sent what it had. */
const POLL_MS = 50;

export interface AssetGateOptions {
  /** Bytes that wait to be sent. */
  readonly backlog: () => number;
  readonly answer: (agent: number, request: Uint8Array) => void;
}

interface Waiting {
  readonly agent: number;
  readonly request: Uint8Array;
}

export class AssetGate {
  readonly #options: AssetGateOptions;
  #waiting: Waiting[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: AssetGateOptions) {
    this.#options = options;
  }

  /** Takes a request in, unless too many of this agent's wait. */
  ask(agent: number, request: Uint8Array): void {
    if (this.#waiting.filter((each) => each.agent === agent).length >= MAX_WAITING) return;
    this.#waiting.push({ agent, request });
    if (this.#timer === undefined) this.#drain();
  }

  /** The agent's socket is gone, and with it what was asked on it. */
  forget(agent: number): void {
    this.#waiting = this.#waiting.filter((each) => each.agent !== agent);
  }

  /** Forgets all requests. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
  }

  #drain(): void {
    this.#timer = undefined;
    while (this.#options.backlog() < BACKLOG_BYTES) {
      const next = this.#waiting.shift();
      if (!next) return;
      this.#options.answer(next.agent, next.request);
    }
    if (this.#waiting.length > 0) this.#timer = setTimeout(() => this.#drain(), POLL_MS);
  }
}
