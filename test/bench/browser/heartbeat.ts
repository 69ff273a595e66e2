/**
 * How long a page's thread was blocked: a message sent to itself over and over, and the longest time between two. That is what
 * input and painting feel; `longtask` entries begin at 50 ms only. It sees everything on the thread, the browser's own work too.
 */
export class Heartbeat {
  readonly #channel = new MessageChannel();
  readonly #beat: () => void;
  #last = performance.now();
  #longestMs = 0;

  /** @param beat is called at each turn, after the time was taken */
  constructor(beat: () => void) {
    this.#beat = beat;
    this.#channel.port1.addEventListener('message', () => this.#turn());
    this.#channel.port1.start();
    this.#channel.port2.postMessage(0);
  }

  /** Longest time between two turns, in milliseconds. */
  get longestMs(): number {
    return this.#longestMs;
  }

  /** Counts from now on. */
  restart(): void {
    this.#longestMs = 0;
    this.#last = performance.now();
  }

  stop(): void {
    this.#channel.port1.close();
  }

  #turn(): void {
    const now = performance.now();
    this.#longestMs = Math.max(this.#longestMs, now - this.#last);
    this.#last = now;
    this.#channel.port2.postMessage(0);
    this.#beat();
  }
}
