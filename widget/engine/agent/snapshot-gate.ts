/**
 * Which of the customer's messages are of use to the mirror: operations only on top of a snapshot that came over the same
 * sockets. Asks for one when there is none, but not for ever. Knows neither sockets nor mirror.
 */
import { FrameClass } from '../protocol/frame.js';
import { TAG } from '../protocol/wire.js';
import type { InboundMessage } from '../transport/inbox.js';

/** How the JSON of a message that begins with `begin` begins (SPEC C2, S5). */
const BEGINNING = `["${TAG.begin}"`;

/** A mirror that lost the thread may ask again only after this, or a fault of ours would ask for ever. */
const REQUEST_INTERVAL_MS = 2_000;

export class SnapshotGate {
  readonly #ask: () => void;
  readonly #intervalMs: number;
  #needed = true;
  #lastRequest = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param ask asks the customer's page for a snapshot. */
  constructor(ask: () => void, intervalMs = REQUEST_INTERVAL_MS) {
    this.#ask = ask;
    this.#intervalMs = intervalMs;
  }

  /** Nothing passes until a snapshot begins, which comes by itself. */
  close(): void {
    this.#settle(true);
  }

  /** Nothing passes until a snapshot begins, which has to be asked for. */
  request(): void {
    this.#needed = true;
    if (this.#timer !== undefined) return;
    const wait = this.#lastRequest + this.#intervalMs - performance.now();
    // The mirror says it once, so a wish that comes too early must not be forgotten.
    if (wait > 0) this.#timer = setTimeout(() => this.#send(), wait);
    else this.#send();
  }

  /** Whether the mirror can do something with a message. */
  passes({ class: frameClass, body }: InboundMessage): boolean {
    if (frameClass === FrameClass.ASSET || !this.#needed) return true;
    // What is left of a snapshot that was given up has the same class, and no mirror can be built from it.
    if (frameClass !== FrameClass.SNAPSHOT || !this.#begins(body)) return false;
    this.#settle(false);
    return true;
  }

  /** Forgets a wish that waits for its time. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** To look at its first letters is enough: the mirror reads all of it, and says so if it cannot. */
  #begins(body: Uint8Array): boolean {
    const start = new TextDecoder().decode(body.subarray(0, BEGINNING.length));
    if (!start.startsWith('[')) this.request();
    return start === BEGINNING;
  }

  #settle(needed: boolean): void {
    this.#needed = needed;
    this.forget();
  }

  #send(): void {
    this.forget();
    this.#lastRequest = performance.now();
    this.#ask();
  }
}
