/**
 * The desk's single keys. They do nothing while the agent types or holds a modifier, and can be turned off, as whoever speaks
 * to their computer needs (WCAG 2.1.4). Knows what keys there are, not what they do.
 */
import type { ShortcutOptions } from './tool.js';

const STORAGE_KEY = 'cobrowse.desk.keys';
const OFF = 'off';

/** Who types on and on has not seen yet that it goes nowhere. */
const TYPING_PAUSE_MS = 1_000;

/** Where a key is a letter that somebody writes, or has a meaning of its own. */
const WRITES = 'input, textarea, select, [contenteditable], [role="textbox"], [role="slider"], dialog';

export interface ShortcutKeysOptions {
  readonly target: EventTarget;
  readonly shortcuts: () => readonly ShortcutOptions[];
  /** Whether keys are meant for something else now, wherever the focus is. */
  readonly taken: () => boolean;
  readonly signal: AbortSignal;
}

export class ShortcutKeys {
  readonly #shortcuts: () => readonly ShortcutOptions[];
  readonly #taken: () => boolean;
  #on = readSwitch();
  #restsUntil = -Infinity;

  constructor({ target, shortcuts, taken, signal }: ShortcutKeysOptions) {
    this.#shortcuts = shortcuts;
    this.#taken = taken;
    target.addEventListener('keydown', (event) => event instanceof KeyboardEvent && this.#press(event), { signal });
  }

  get on(): boolean {
    return this.#on;
  }

  /** Turns them on or off, for this browser's future desks too. */
  turn(on: boolean): void {
    this.#on = on;
    try {
      if (on) localStorage.removeItem(STORAGE_KEY);
      else localStorage.setItem(STORAGE_KEY, OFF);
    } catch {
      // A third-party frame may have no storage; then it is for this desk alone.
    }
  }

  /** Does nothing until nobody has typed for a moment: the keys were meant for something that has ended. */
  rest(): void {
    this.#restsUntil = performance.now() + TYPING_PAUSE_MS;
  }

  #press(event: KeyboardEvent): void {
    if (event.timeStamp < this.#restsUntil) {
      this.#restsUntil = event.timeStamp + TYPING_PAUSE_MS;
      return;
    }
    if (!this.#on || this.#taken() || event.defaultPrevented || event.repeat || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event)) return;
    const pressed = this.#shortcuts().find(({ key }) => key === event.key.toLowerCase());
    if (!pressed) return;
    event.preventDefault();
    pressed.press();
  }
}

/** Whatever shadow roots it is in. */
function isWriting(event: Event): boolean {
  return event.composedPath().some((target) => target instanceof Element && target.matches(WRITES));
}

function readSwitch(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== OFF;
  } catch {
    return true;
  }
}
