/** The pointer of those who have none: a cross over the customer's viewport that arrow keys move. It knows neither tools nor what is below it. */
import type { Point } from './sketch.js';

const STEP_PX = 10;
const LONG_STEP_PX = 50;
const SHORT_STEP_PX = 1;

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** So long after the last key the cross says what it is over: not at every step of the way. */
const SAY_AFTER_MS = 350;

/** How it looks in whatever root it is in. */
export const CROSS_CSS = `
.cross { position: absolute; inset-block-start: 0; left: 0; inline-size: 0; block-size: 0; scroll-margin: 24px; pointer-events: none; }
.cross::before, .cross::after { content: ''; position: absolute; background: #16181d; box-shadow: 0 0 0 1px #fff; }
.cross::before { inset: -1px auto auto -14px; inline-size: 28px; block-size: 2px; }
.cross::after { inset: -14px auto auto -1px; inline-size: 2px; block-size: 28px; }
@media (forced-colors: active) { .cross::before, .cross::after { forced-color-adjust: none; } }
`;

export interface CrossOptions {
  /** The customer's viewport. */
  readonly size: () => { readonly width: number; readonly height: number };
  /** Where it begins, the middle of the viewport unless only a part of that is in sight. */
  readonly start?: () => Point;
  /** It has come to rest somewhere. */
  readonly rested: (at: Point) => void;
}

export class Cross {
  readonly element = document.createElement('div');
  readonly #options: CrossOptions;
  #at: Point | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: CrossOptions) {
    this.#options = options;
    this.element.className = 'cross';
    this.element.hidden = true;
  }

  /** Where it is, or will be: in the middle at first. */
  get at(): Point {
    const { size, start } = this.#options;
    const { width, height } = size();
    return this.#at ?? start?.() ?? { x: width / 2, y: height / 2 };
  }

  get shown(): boolean {
    return !this.element.hidden;
  }

  /** Whether it is still in sight there. */
  isAt(at: Point): boolean {
    return this.#at === at && this.shown;
  }

  /** Moves it if that is what a key does. Answers where to, and whether the edge held it back. */
  step({ key, shiftKey, altKey }: KeyboardEvent): { readonly at: Point; readonly held: boolean } | undefined {
    const arrow = ARROWS[key];
    if (!arrow) return undefined;
    const { width, height } = this.#options.size();
    const length = shiftKey ? LONG_STEP_PX : altKey ? SHORT_STEP_PX : STEP_PX;
    const from = this.at;
    const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));
    const at = { x: within(from.x + arrow.x * length, width), y: within(from.y + arrow.y * length, height) };
    this.show(at);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#options.rested(at), SAY_AFTER_MS);
    return { at, held: at.x === from.x && at.y === from.y };
  }

  show(at = this.at): Point {
    this.#at = at;
    this.element.hidden = false;
    this.element.style.transform = `translate(${at.x}px, ${at.y}px)`;
    // Where only a part of the page is in sight, as at a zoomed desk, that part follows.
    this.element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
    return at;
  }

  hide(): void {
    clearTimeout(this.#timer);
    this.element.hidden = true;
  }
}
