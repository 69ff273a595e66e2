/** Where the customer points (SPEC V): an element and a place in it, so that it fits a mirror whose layout differs a little. */
import { POINTER_INTERVAL_MS } from '../protocol/limits.js';
import { elementAt, isElement, listen, ownerDocument } from './dom.js';

export interface PointerPlace {
  readonly target: Element;
  /** Fractions of the element's box, 0–1. */
  readonly x: number;
  readonly y: number;
  readonly pressed: boolean;
  /** What is there; another element than the target while that one has the pointer to itself, as while it is dragged. */
  readonly under: Element | null;
}

/** Reports the pointer at most every POINTER_INTERVAL_MS, always with its last place. */
export class PointerWatcher {
  readonly #report: (place: PointerPlace) => void;
  readonly #signal: AbortSignal;
  #latest: PointerEvent | undefined;
  #target: Element | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reportedAt = 0;

  constructor(signal: AbortSignal, report: (place: PointerPlace) => void) {
    this.#signal = signal;
    this.#report = report;
    signal.addEventListener('abort', () => clearTimeout(this.#timer), { once: true });
  }

  /** Listens in one document: events do not cross the border of a frame. */
  watch(target: Document): void {
    const options = { capture: true, passive: true, signal: this.#signal };
    for (const type of ['pointermove', 'pointerdown', 'pointerup'] as const) {
      listen(target, type, (event) => this.#moved(event as PointerEvent), options);
    }
  }

  #moved(event: PointerEvent): void {
    const target = event.composedPath()[0] as Node | undefined;
    if (!target || !isElement(target)) return;
    this.#latest = event;
    this.#target = target;
    const wait = this.#reportedAt + POINTER_INTERVAL_MS - performance.now();
    if (wait <= 0 || event.type !== 'pointermove') this.#send();
    else this.#timer ??= setTimeout(() => this.#send(), wait);
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const event = this.#latest;
    const target = this.#target;
    if (!event || !target) return;
    this.#reportedAt = performance.now();
    const box = target.getBoundingClientRect();
    const fraction = (at: number, size: number): number => (size > 0 ? Math.round((at / size) * 1000) / 1000 : 0);
    this.#report({
      target,
      x: fraction(event.clientX - box.left, box.width),
      y: fraction(event.clientY - box.top, box.height),
      pressed: event.buttons > 0,
      under: elementAt(ownerDocument(target), event.clientX, event.clientY),
    });
  }
}
