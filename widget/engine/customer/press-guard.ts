/**
 * Tells a press that was meant for what is there from one that was under way when it came under the finger (SPEC W7, T2): because it is new,
 * because it says something else, or because the panel brought it there. Knows neither what is pressed nor by whom.
 */
import { GUARD_MS } from './give-focus.js';

/** Less puts no other button under a finger. */
const LEAST_PX = 8;

export class PressGuard {
  readonly #part: HTMLElement;
  #changedAt = performance.now();
  #movedAt = this.#changedAt;
  /** Where it was when it last moved. */
  #stood: DOMRectReadOnly;
  /** When a pointer was put down on the part; a press that began elsewhere is none of its. */
  #pressedAt = -Infinity;

  /**
   * @param section what is laid out around the part
   * @param place what scrolls around that
   */
  constructor(part: HTMLElement, section: HTMLElement, place: HTMLElement) {
    this.#part = part;
    this.#stood = part.getBoundingClientRect();
    part.addEventListener('pointerdown', ({ timeStamp }) => (this.#pressedAt = timeStamp));
    place.addEventListener('scroll', () => this.look(), { passive: true });
    new ResizeObserver(() => this.look()).observe(section);
  }

  /** The part is there, or says something else. */
  renew(): void {
    this.#changedAt = performance.now();
  }

  /** The part may stand elsewhere. */
  look(): void {
    const stands = this.#part.getBoundingClientRect();
    const by = (side: 'left' | 'top' | 'right' | 'bottom'): number => Math.abs(stands[side] - this.#stood[side]);
    if (Math.max(by('left'), by('top'), by('right'), by('bottom')) < LEAST_PX) return;
    this.#stood = stands;
    this.#movedAt = performance.now();
  }

  /** Whether a click counts. Keys go to what has the focus, wherever that stands. */
  allows(click: Event): boolean {
    const isPointer = click instanceof MouseEvent && click.detail > 0;
    // What nobody told of counts as from now on.
    this.look();
    const began = isPointer ? Math.min(this.#pressedAt, click.timeStamp) : click.timeStamp;
    return began - (isPointer ? Math.max(this.#changedAt, this.#movedAt) : this.#changedAt) >= GUARD_MS;
  }
}
