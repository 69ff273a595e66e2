/**
 * When agents' requests for images and fonts are answered: one image after another, only while little else waits to be sent, and
 * none to an agent for whom the relay has frames waiting. What happens on the page must not queue behind megabytes, whatever an
 * agent asks for. Does not read the requests.
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
  /** The answers to a request, each made when it is asked for. */
  readonly answers: (agent: number, request: Uint8Array) => Iterator<Uint8Array<ArrayBuffer>>;
  readonly send: (agent: number, answer: Uint8Array<ArrayBuffer>) => void;
}

interface Waiting {
  readonly agent: number;
  readonly answers: Iterator<Uint8Array<ArrayBuffer>>;
}

export class AssetGate {
  readonly #options: AssetGateOptions;
  #waiting: Waiting[] = [];
  readonly #slow = new Set<number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: AssetGateOptions) {
    this.#options = options;
  }

  /** Takes a request in, unless too many of this agent's wait. */
  ask(agent: number, request: Uint8Array): void {
    if (this.#waiting.filter((each) => each.agent === agent).length >= MAX_WAITING) return;
    this.#waiting.push({ agent, answers: this.#options.answers(agent, request) });
    if (this.#timer === undefined) this.#drain();
  }

  /** Whether an agent's answers have to wait. */
  pace(agent: number, slow: boolean): void {
    if (slow) this.#slow.add(agent);
    else this.#slow.delete(agent);
  }

  /** The agent's socket is gone, and with it what was asked on it. */
  forget(agent: number): void {
    this.#waiting = this.#waiting.filter((each) => each.agent !== agent);
    this.#slow.delete(agent);
  }

  /** Forgets all requests. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting = [];
    this.#slow.clear();
  }

  #drain(): void {
    this.#timer = undefined;
    while (this.#options.backlog() < BACKLOG_BYTES) {
      const next = this.#waiting.find(({ agent }) => !this.#slow.has(agent));
      if (!next) break;
      const { value } = next.answers.next();
      if (value) this.#options.send(next.agent, value);
      else this.#waiting.splice(this.#waiting.indexOf(next), 1);
    }
    if (this.#waiting.length > 0) this.#timer = setTimeout(() => this.#drain(), POLL_MS);
  }
}
