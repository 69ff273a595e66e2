/**
 * When agents are told what their model's digest must be (SPEC D3): at a quiet moment after something was sent, and not often.
 * Loaded once a page is shown. Knows no frames.
 */
import { keptDigest, updateHashes } from '../protocol/digest.js';
import { DIGEST_INTERVAL_MS } from '../protocol/limits.js';
import type { PageModel } from '../protocol/model.js';
import type { Operation } from '../protocol/operations.js';

export interface DigestClockOptions {
  readonly model: PageModel;
  /** Asks for a call of `run` once nothing else is to be done. */
  readonly request: () => void;
  readonly say: (operation: Operation) => void;
  /** DIGEST_INTERVAL_MS unless a test has less time. */
  readonly intervalMs?: number | undefined;
}

export class DigestClock {
  readonly #options: DigestClockOptions;
  #unsaid = true;
  #saidAt = performance.now();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: DigestClockOptions) {
    this.#options = options;
  }

  /** Something was sent since the last digest. */
  sent(): void {
    this.#unsaid = true;
  }

  /** To be called when all that was noticed has been sent. Answers whether there is nothing left to do now. */
  run(pause: () => boolean): boolean {
    const { model, request, say, intervalMs = DIGEST_INTERVAL_MS } = this.#options;
    if (!this.#unsaid || this.#timer !== undefined) return true;
    const wait = this.#saidAt + intervalMs - performance.now();
    if (wait > 0) {
      this.#timer = setTimeout(() => {
        this.#timer = undefined;
        request();
      }, wait);
      return true;
    }
    if (!updateHashes(model, pause)) return false;
    this.#unsaid = false;
    this.#saidAt = performance.now();
    say({ type: 'digest', value: keptDigest(model) });
    return true;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#unsaid = false;
  }
}
