/** Notices that the customer uses the page themselves: an agent's acts then wait (SPEC G8). The panel is not the page. */

/** The customer has stopped when nothing came for this long. */
const REST_MS = 1_500;

/** Not `input`: a box that an agent ticks tells of it as if a person had. */
const EVENTS = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;

export interface OwnInputOptions {
  /** Our own surface. */
  readonly host: Element;
  readonly changed: (inUse: boolean) => void;
  /** Whether a person did this; acts of an agent are events too. */
  readonly isTrusted: (event: Event) => boolean;
  /** REST_MS unless a test has less time. */
  readonly restMs?: number;
}

export class OwnInput {
  readonly #options: OwnInputOptions;
  readonly #teardown = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: OwnInputOptions) {
    this.#options = options;
    const { signal } = this.#teardown;
    for (const name of EVENTS) {
      addEventListener(name, (event) => this.#heard(event), { capture: true, passive: true, signal });
    }
  }

  get inUse(): boolean {
    return this.#timer !== undefined;
  }

  close(): void {
    this.#teardown.abort();
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #heard(event: Event): void {
    const { host, changed, isTrusted, restMs = REST_MS } = this.#options;
    if (!isTrusted(event) || event.composedPath().includes(host)) return;
    const was = this.inUse;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      changed(false);
    }, restMs);
    if (!was) changed(true);
  }
}
