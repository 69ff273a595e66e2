/**
 * Pointer and keyboard → an author's hand. Takes both only while a tool is chosen. With the keyboard a cross is moved by arrows and
 * pressed by Enter, so that every tool works without a pointer. It knows the tools' names, not what they draw.
 */
import type { DrawingTexts } from '../../locales/sections/drawing.js';
import type { Author } from './author.js';
import { Cross } from './cross.js';
import type { Point } from './sketch.js';
import type { Area } from '../geometry/place.js';
import type { Surface } from './surface.js';
import { Tool, TOOL_KEYS } from './tools.js';

export interface HandOptions {
  readonly author: Author;
  readonly surface: Surface;
  readonly speech: { readonly texts: DrawingTexts };
  /** What takes pointer and focus, as large as the customer's viewport. */
  readonly area: HTMLElement;
  /** `clientX` and `clientY` → CSS pixels of the customer's viewport. */
  readonly toPage: (point: Point) => Point;
  /** What the author sees of the customer's viewport. */
  readonly sight: () => Area;
  readonly announce: (text: string) => void;
  /** The author wants no tool any more. */
  readonly leave: () => void;
}

export class Hand {
  readonly #options: HandOptions;
  readonly #cross: Cross;
  /** The cross is pressed down. */
  #down = false;
  #pointer: number | undefined;

  constructor(options: HandOptions, signal: AbortSignal) {
    this.#options = options;
    const { area, sight } = options;
    this.#cross = new Cross({
      size: () => ({ width: area.offsetWidth, height: area.offsetHeight }),
      start: () => {
        const { x, y, width, height } = sight();
        return { x: x + width / 2, y: y + height / 2 };
      },
      rested: (at) => void this.#sayWhere(at),
    });
    area.append(this.#cross.element);
    const on = <Type extends keyof HTMLElementEventMap>(
      type: Type,
      act: (event: HTMLElementEventMap[Type]) => void,
    ): void => area.addEventListener(type, act, { signal });
    on('pointerdown', (event) => this.#pressed(event));
    on('pointermove', (event) => this.#moved(event));
    on('pointerup', (event) => this.#released(event));
    on('pointercancel', (event) => this.#lost(event));
    on('pointerleave', () => this.#pointer === undefined && this.#author.leave());
    on('keydown', (event) => this.#key(event));
    on('blur', () => this.#putDown());
    signal.addEventListener('abort', () => this.#putDown());
  }

  /** The keyboard's cross goes, and what it was drawing. */
  #putDown(): void {
    this.#cross.hide();
    if (this.#down) this.#author.cancel();
    this.#down = false;
  }

  /** Handles a key that chooses or takes back, wherever in the tools it was pressed. Answers whether it was one. */
  shortcut(event: KeyboardEvent): boolean {
    const { author, announce, speech } = this.#options;
    const { texts } = speech;
    const key = event.key.toLowerCase();
    const command = event.ctrlKey || event.metaKey;
    if (command && !event.altKey && (key === 'z' || key === 'y')) {
      if (key === 'y' || event.shiftKey) author.redo();
      else author.undo();
      event.preventDefault();
      return true;
    }
    const tool = command || event.altKey ? undefined : TOOL_KEYS[key];
    if (tool === undefined) return false;
    author.choose(tool);
    announce(texts.chosen(texts.tools[tool]));
    event.preventDefault();
    return true;
  }

  get #author(): Author {
    return this.#options.author;
  }

  #pressed(event: PointerEvent): void {
    if (event.button !== 0 || this.#pointer !== undefined || event.target !== this.#options.area) return;
    event.preventDefault();
    this.#options.area.focus({ preventScroll: true });
    this.#putDown();
    this.#pointer = event.pointerId;
    this.#options.area.setPointerCapture(event.pointerId);
    this.#author.press(this.#options.toPage({ x: event.clientX, y: event.clientY }));
  }

  #moved(event: PointerEvent): void {
    if (this.#pointer !== undefined && event.pointerId !== this.#pointer) return;
    const all = this.#pointer === undefined ? [] : (event.getCoalescedEvents?.() ?? []);
    for (const { clientX, clientY } of all.length > 0 ? all : [event]) {
      this.#author.move(this.#options.toPage({ x: clientX, y: clientY }));
    }
  }

  #released(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    this.#pointer = undefined;
    this.#author.release();
    if (event.pointerType !== 'mouse') this.#author.leave();
  }

  #lost(event: PointerEvent): void {
    if (event.pointerId !== this.#pointer) return;
    this.#pointer = undefined;
    this.#author.cancel();
    this.#author.leave();
  }

  #key(event: KeyboardEvent): void {
    const { area, leave, announce, speech } = this.#options;
    const { texts } = speech;
    if (event.target !== area || event.defaultPrevented) return;
    const step = this.#cross.step(event);
    if (step) this.#author.move(step.at);
    else if (event.key === 'Enter' || event.key === ' ') this.#press();
    else if (event.key === 'Escape') {
      if (this.#down || this.#author.isDrawing) announce(texts.cancelled);
      else leave();
      this.#author.cancel();
      this.#putDown();
    } else {
      // Tab, and whatever the browser or the desk does with the others.
      if (this.shortcut(event)) event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  /** A stroke has a beginning and an end; what is done with one press needs no second. */
  #press(): void {
    const { author, announce, speech } = this.#options;
    const { texts } = speech;
    const at = this.#cross.show();
    if (!this.#down) author.press(at);
    if (author.isDrawing && !this.#down) {
      this.#down = true;
      return announce(texts.begun);
    }
    this.#down = false;
    author.release();
  }

  async #sayWhere(at: Point): Promise<void> {
    const { surface, announce, speech, author } = this.#options;
    const { texts } = speech;
    if (author.tool === Tool.LASER) return;
    const aim = await surface.aim({ ...at, width: 0, height: 0 });
    if (aim?.label && this.#cross.isAt(at)) announce(texts.over(aim.label));
  }
}
