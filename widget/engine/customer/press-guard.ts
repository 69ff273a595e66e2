/**
 * Tells a press that was meant for what is there from one that was under way when it came under the finger (SPEC W7). Knows neither what is
 * pressed nor by whom.
 */
import { GUARD_MS } from './give-focus.js';

export class PressGuard {
  #changedAt = performance.now();
  /** When a pointer was put down on the part; a press that began elsewhere is none of its. */
  #pressedAt = -Infinity;

  constructor(part: HTMLElement) {
    part.addEventListener('pointerdown', ({ timeStamp }) => (this.#pressedAt = timeStamp));
  }

  /** The part is there, stands elsewhere, or says something else. */
  renew(): void {
    this.#changedAt = performance.now();
  }

  /** Whether a click counts. */
  allows(click: Event): boolean {
    const began = click instanceof MouseEvent && click.detail > 0 ? this.#pressedAt : click.timeStamp;
    return Math.min(began, click.timeStamp) - this.#changedAt >= GUARD_MS;
  }
}
