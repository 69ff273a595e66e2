/**
 * The bar of drawing tools, the same on both sides: one stop of the Tab key, arrows move in it. It shows what an author has and asks
 * for what they press. Knows no page.
 */
import type { DrawingTexts } from '../../locales/sections/drawing.js';
import type { Author } from './author.js';
import { COLOUR_NAMES, COLOURS, WIDTH_COUNT } from './stroke.js';
import { keyOf, Tool, TOOL_ICONS, TOOLS } from './tools.js';

const SVG = 'http://www.w3.org/2000/svg';

const UNDO_ICON = 'M4 8h8a4 4 0 0 1 0 8H8M4 8l4-4M4 8l4 4';
const REDO_ICON = 'M16 8H8a4 4 0 0 0 0 8h4M16 8l-4-4M16 8l-4 4';
const CLEAR_ICON = 'M4 6h12M8 6V4h4v2M6 6l1 11h6l1-11';
const CLEAR_ALL_ICON = 'M3 6h9M6 6V4h3v2M4.500 6l.8 10h4.400M13 9l5 8M18 9l-5 8';
const CLOSE_ICON = 'M5 5l10 10M15 5L5 15';

export interface ToolbarOptions {
  readonly author: Author;
  readonly speech: { readonly texts: DrawingTexts };
  /** A tool was chosen, by a key if the focus is to go to where it draws. */
  readonly chosen: (byKey: boolean) => void;
  /** For the one who may remove everybody's drawings. */
  readonly clearAll?: () => void;
  readonly close: () => void;
}

export class Toolbar {
  readonly element = document.createElement('div');
  readonly #options: ToolbarOptions;
  readonly #tools = new Map<Tool, HTMLButtonElement>();
  readonly #colours: readonly HTMLButtonElement[];
  readonly #widths: readonly HTMLButtonElement[];
  readonly #undo: HTMLButtonElement;
  readonly #redo: HTMLButtonElement;
  readonly #groups: readonly HTMLElement[];
  /** What each button is called, in the language of the moment. */
  readonly #labels: (() => void)[] = [];

  constructor(options: ToolbarOptions) {
    this.#options = options;
    const { author } = options;
    for (const tool of TOOLS) {
      const press = (event: MouseEvent): void => {
        // Who presses by a key goes on to where the tool draws, also with the one that was in the hand already.
        author.choose(tool);
        options.chosen(event.detail === 0);
      };
      this.#tools.set(
        tool,
        this.#button(({ tools }) => `${tools[tool]} (${keyOf(tool).toUpperCase()})`, press, TOOL_ICONS[tool]),
      );
    }
    this.#colours = COLOURS.map((colour, i) => {
      const button = this.#button(
        ({ colours }) => colours[COLOUR_NAMES[i] ?? 'red'],
        () => author.style(i, author.width),
      );
      button.className = 'colour';
      button.style.setProperty('--colour', colour);
      return button;
    });
    this.#widths = Array.from({ length: WIDTH_COUNT }, (_, i) => {
      const icon = `M4 10h12`;
      const button = this.#button(
        ({ widths }) => widths[i] ?? '',
        () => author.style(author.colour, i),
        icon,
      );
      button.classList.add('width', `width-${i}`);
      return button;
    });
    this.#undo = this.#button(
      ({ undo }) => undo,
      () => author.undo(),
      UNDO_ICON,
    );
    this.#redo = this.#button(
      ({ redo }) => redo,
      () => author.redo(),
      REDO_ICON,
    );
    const clear = this.#button(
      (texts) => texts.clear,
      () => author.clear(false),
      CLEAR_ICON,
    );
    const { clearAll } = options;
    const others = clearAll ? [this.#button((texts) => texts.clearAll, clearAll, CLEAR_ALL_ICON)] : [];
    const close = this.#button((texts) => texts.close, options.close, CLOSE_ICON);
    this.#groups = [
      group('tools', ...this.#tools.values()),
      group('colours', ...this.#colours),
      group('widths', ...this.#widths),
      group('rest', this.#undo, this.#redo, clear, ...others, close),
    ];
    this.element.className = 'toolbar';
    this.element.setAttribute('role', 'toolbar');
    this.element.append(...this.#groups);
    this.element.addEventListener('keydown', (event) => this.#key(event));
    this.element.addEventListener('focusin', ({ target }) => this.#keepOneStop(target));
    this.speak();
    this.update();
    this.#keepOneStop(null);
  }

  /** The texts are of another language now. */
  speak(): void {
    const { texts } = this.#options.speech;
    this.element.setAttribute('aria-label', texts.label);
    const [, colours, widths] = this.#groups;
    colours?.setAttribute('aria-label', texts.colour);
    widths?.setAttribute('aria-label', texts.width);
    for (const label of this.#labels) label();
  }

  /** Shows what the author has now. */
  update(): void {
    const { author } = this.#options;
    const pressed = (button: HTMLElement, isPressed: boolean): void =>
      button.setAttribute('aria-pressed', String(isPressed));
    for (const [tool, button] of this.#tools) pressed(button, tool === author.tool);
    for (const [i, button] of this.#colours.entries()) pressed(button, i === author.colour);
    for (const [i, button] of this.#widths.entries()) pressed(button, i === author.width);
    // Not disabled: a button that has the focus would lose it.
    this.#undo.setAttribute('aria-disabled', String(!author.canUndo));
    this.#redo.setAttribute('aria-disabled', String(!author.canRedo));
    this.element.style.setProperty('--own', COLOURS[author.colour] ?? COLOURS[0]);
  }

  /** Puts the focus on the tool that is chosen, else on the first. */
  focus(): void {
    const { tool } = this.#options.author;
    this.#tools.get(tool ?? Tool.PEN)?.focus();
  }

  #button(
    label: (texts: DrawingTexts) => string,
    press: (event: MouseEvent) => void,
    path?: string,
  ): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    this.#labels.push(() => {
      const text = label(this.#options.speech.texts);
      button.setAttribute('aria-label', text);
      button.title = text;
    });
    if (path !== undefined) {
      const svg = document.createElementNS(SVG, 'svg');
      svg.setAttribute('viewBox', '0 0 20 20');
      svg.setAttribute('aria-hidden', 'true');
      const line = document.createElementNS(SVG, 'path');
      line.setAttribute('d', path);
      svg.append(line);
      button.append(svg);
    }
    button.addEventListener('click', (event) => {
      if (button.getAttribute('aria-disabled') !== 'true') press(event);
    });
    return button;
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      return this.#options.close();
    }
    const buttons = [...this.element.querySelectorAll('button')];
    const at = buttons.findIndex((button) => button === event.target);
    const forward = getComputedStyle(this.element).direction === 'rtl' ? -1 : 1;
    const step = { ArrowRight: forward, ArrowDown: 1, ArrowLeft: -forward, ArrowUp: -1 }[event.key];
    const target = event.key === 'Home' ? 0 : event.key === 'End' ? -1 : step === undefined ? undefined : at + step;
    if (at < 0 || target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    buttons.at(target % buttons.length)?.focus();
  }

  #keepOneStop(focused: EventTarget | null): void {
    const buttons = [...this.element.querySelectorAll('button')];
    const stop = buttons.find((button) => button === focused) ?? buttons[0];
    for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
  }
}

function group(name: string, ...buttons: readonly HTMLButtonElement[]): HTMLElement {
  const element = document.createElement('div');
  element.className = `group ${name}`;
  if (name === 'colours' || name === 'widths') element.setAttribute('role', 'group');
  element.append(...buttons);
  return element;
}
