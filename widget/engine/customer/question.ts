/**
 * A question to the customer inside the panel, whose answer is no unless a person presses yes (SPEC G3, W7). It holds the focus while it has
 * it, takes nobody's who types, and gives it back. It knows neither what is asked nor what becomes of the answer.
 */
import { giveFocus } from './give-focus.js';
import type { PanelSurface } from './panel-surface.js';
import type { PressGuard } from './press-guard.js';
import { QUESTION_CSS } from './question-style.js';

export interface QuestionOptions {
  readonly panel: PanelSurface;
  readonly yes: string;
  readonly no: string;
  /** Hears the answer; the question stays until it is taken away or asks something else. */
  readonly answer: (yes: boolean) => void;
  /** Whether a person did this; a page's scripts can make events too. Tests, which are such scripts, say yes. */
  readonly isTrusted?: (event: Event) => boolean;
}

export interface Asked {
  /** Tells one question from another, whose words may be the same. */
  readonly key: string;
  readonly title: string;
  readonly hints: readonly string[];
}

export class Question {
  readonly #options: QuestionOptions;
  readonly #box = make('div', 'ask');
  readonly #title = make('p', 'name');
  readonly #hints = make('div', 'hints');
  readonly #alert = make('div', 'spoken');
  readonly #yes: HTMLButtonElement;
  readonly #no: HTMLButtonElement;
  readonly #teardown = new AbortController();
  /** A press that was under way when the question appeared or changed is none of its. */
  readonly #guard: PressGuard;
  #asked: string | undefined;
  /** What had the focus before the question took it. */
  #before: Element | null = null;

  constructor(options: QuestionOptions) {
    this.#options = options;
    const { panel } = options;
    const slot = panel.slot('question');
    if (slot.childElementCount === 0) panel.adopt(QUESTION_CSS);
    // Every question leaves its alert there, so the count is its own.
    const id = `ask-${slot.childElementCount}`;
    this.#title.id = `${id}-title`;
    this.#hints.id = `${id}-hints`;
    const attributes = {
      role: 'alertdialog',
      'aria-labelledby': this.#title.id,
      'aria-describedby': this.#hints.id,
      tabindex: '-1',
    };
    for (const [name, value] of Object.entries(attributes)) this.#box.setAttribute(name, value);
    this.#alert.setAttribute('role', 'alert');
    this.#no = this.#button(options.no, false);
    this.#yes = this.#button(options.yes, true);
    const answers = make('div', 'answers');
    answers.append(this.#no, this.#yes);
    this.#box.append(this.#title, this.#hints, answers);
    const { signal } = this.#teardown;
    this.#guard = panel.guard(this.#box);
    this.#box.addEventListener('keydown', (event) => this.#key(event), { signal });
    slot.append(this.#alert);
  }

  /** Asks. Of another question than before, what was pressed before does not count. */
  ask({ key, title, hints }: Asked): void {
    this.#title.textContent = title;
    this.#hints.replaceChildren(...paragraphs(hints));
    const isNew = this.#asked === undefined;
    if (key === this.#asked) return;
    this.#asked = key;
    this.#setDisabled(false);
    this.#guard.renew();
    const { panel } = this.#options;
    panel.uncover();
    if (isNew) {
      this.#before = panel.focused ?? document.activeElement;
      panel.slot('question').append(this.#box);
    }
    // Whoever is in a field of the page, to type, hears of it and stays where they are.
    const moved = panel.focused !== null || !isTextField(panel.focusedOnPage);
    if (moved) this.#no.focus({ preventScroll: true });
    // Paragraphs, since what joins sentences is the language's.
    this.#alert.replaceChildren(...paragraphs(moved ? [] : [title, ...hints]));
  }

  /** Nothing is asked any more. */
  take(): void {
    if (this.#asked === undefined) return;
    this.#asked = undefined;
    const hadFocus = this.#box.contains(this.#options.panel.focused);
    this.#box.remove();
    this.#alert.textContent = '';
    const before = this.#before;
    if (!hadFocus) return;
    if (before instanceof HTMLElement) giveFocus(before);
    // What had it may be gone, or hidden by now; where nothing had it nothing is lost.
    const { panel } = this.#options;
    if (!panel.focused && !panel.focusedOnPage && before !== document.body) panel.keepFocus();
  }

  /** For good. */
  close(): void {
    this.take();
    this.#alert.remove();
    this.#teardown.abort();
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      this.#answer(false, event);
    } else if (event.key === 'Tab') {
      // Between two buttons there is one other, in either direction.
      event.preventDefault();
      (this.#options.panel.focused === this.#no ? this.#yes : this.#no).focus();
    }
  }

  #answer(yes: boolean, event: Event): void {
    if (this.#asked === undefined || this.#no.disabled || !this.#isTrusted(event)) return;
    if (!this.#guard.allows(event)) return;
    // Before the button that has it is disabled, or the page would get the focus.
    if (this.#box.contains(this.#options.panel.focused)) this.#box.focus({ preventScroll: true });
    this.#setDisabled(true);
    this.#options.answer(yes);
  }

  #isTrusted(event: Event): boolean {
    return this.#options.isTrusted?.(event) ?? event.isTrusted;
  }

  #setDisabled(disabled: boolean): void {
    this.#no.disabled = this.#yes.disabled = disabled;
  }

  #button(label: string, yes: boolean): HTMLButtonElement {
    const button = make('button', yes ? 'yes' : 'no');
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('click', (event) => this.#answer(yes, event));
    return button;
  }
}

/** Not the panel's own maker of elements: what both chunks import becomes a third one. */
function make<Name extends keyof HTMLElementTagNameMap>(name: Name, className: string): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

function isTextField(target: Element | undefined): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select');
}

function paragraphs(texts: readonly string[]): readonly HTMLElement[] {
  return texts.map((text) => Object.assign(make('p', 'hint'), { textContent: text }));
}
