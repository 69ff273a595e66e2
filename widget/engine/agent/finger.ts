/**
 * One finger (or a pen) on an element: a tap, or a drag. Two at once are neither, nor is what the browser takes for a gesture of its own.
 * It knows nothing of what they do; a mouse is none of its business.
 */
import type { Point } from './tool.js';

/** On the screen: who goes no further than this means to stay where they are. */
const SLOP_PX = 10;

export interface FingerOptions {
  /** It came down here, in pixels of the window: whether for a tap or a drag is not known yet. */
  readonly down: (at: Point) => void;
  /** It left where it came down. */
  readonly tap: () => void;
  /** It went this much further, in pixels of the window. */
  readonly drag: (dx: number, dy: number) => void;
}

export class Finger {
  readonly #options: FingerOptions;
  #one: { readonly id: number; last: Point; drags: boolean } | undefined;

  constructor(element: HTMLElement, options: FingerOptions) {
    this.#options = options;
    element.addEventListener('pointerdown', (event) => this.#down(event, element));
    element.addEventListener('pointermove', (event) => this.#move(event));
    for (const type of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) {
      element.addEventListener(type, (event) => this.#end(event));
    }
  }

  /** Whatever it is doing comes to nothing. */
  forget(): void {
    this.#one = undefined;
  }

  #down(event: PointerEvent, element: HTMLElement): void {
    if (event.pointerType === 'mouse') return;
    // Else the browser makes a mouse of it, which takes the focus away.
    event.preventDefault();
    this.#one = undefined;
    // The second of two fingers, wherever the first one is.
    if (!event.isPrimary || event.button !== 0) return;
    // A finger keeps to its element by itself.
    if (event.pointerType !== 'touch') element.setPointerCapture(event.pointerId);
    const at = placeOf(event);
    this.#one = { id: event.pointerId, last: at, drags: false };
    this.#options.down(at);
  }

  #move(event: PointerEvent): void {
    const one = this.#one;
    if (one?.id !== event.pointerId) return;
    const at = placeOf(event);
    const [dx, dy] = [at.x - one.last.x, at.y - one.last.y];
    if (!one.drags && Math.hypot(dx, dy) <= SLOP_PX) return;
    one.drags = true;
    one.last = at;
    this.#options.drag(dx, dy);
  }

  #end(event: PointerEvent): void {
    const one = this.#one;
    if (one?.id !== event.pointerId) return;
    this.#one = undefined;
    if (event.type === 'pointerup' && !one.drags) this.#options.tap();
  }
}

function placeOf({ clientX: x, clientY: y }: PointerEvent): Point {
  return { x, y };
}
