/**
 * Types into one field for an agent, so that the page takes it for typing: the native setter, then `input`, and `change` once the field is
 * left. React and Vue listen to just that. Knows neither agents nor grants.
 */

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** Fields of these types have a caret that can be asked for. */
const WITH_CARET: ReadonlySet<string> = new Set(['text', 'search', 'tel', 'url', 'textarea']);

/** Fields of these types take a value as a whole: what is typed, `2026-01-31`, stands in place of what was there. */
const WHOLE: ReadonlySet<string> = new Set(['date', 'time', 'datetime-local', 'month', 'week', 'color', 'range']);

/** These always have a value, so there is nothing to take away. */
const NEVER_EMPTY: ReadonlySet<string> = new Set(['color', 'range']);

export class FieldEditor {
  readonly target: HTMLElement;
  readonly #teardown = new AbortController();
  /** What was typed into a field without a caret: `1.` is no number yet, and such a field would forget it. */
  #draft: string | undefined;
  #changed = false;

  constructor(target: HTMLElement) {
    this.target = target;
    target.addEventListener('blur', () => this.close(), { signal: this.#teardown.signal });
    this.#toEnd();
  }

  /** Whether anything can be typed here, as the field is now. */
  get editable(): boolean {
    const { target } = this;
    if (isTextField(target)) return !target.readOnly && !target.matches(':disabled');
    return target.isContentEditable;
  }

  /** Puts a text at the caret. */
  insert(text: string): void {
    const { target } = this;
    if (!isTextField(target)) return this.#editRich('insertText', text);
    if (WHOLE.has(target.type)) return this.#say(target, (this.#draft ?? '') + text, 'insertText', text);
    const [from, to] = this.#selection(target);
    this.#replace(target, from, to, text, 'insertText');
  }

  /** Takes away what is selected, or a character before or behind the caret. */
  erase(forward: boolean): void {
    const { target } = this;
    if (!isTextField(target)) return this.#editRich(forward ? 'forwardDelete' : 'delete');
    if (WHOLE.has(target.type)) return this.#say(target, '', 'deleteContent');
    const value = this.#draft ?? target.value;
    const [from, to] = this.#selection(target);
    if (from !== to) return this.#replace(target, from, to, '', 'deleteContent');
    // A character that is two units of UTF-16 goes as a whole.
    if (forward) {
      const [next = ''] = value.slice(to);
      return this.#replace(target, from, to + next.length, '', 'deleteContentForward');
    }
    const previous = /.$/su.exec(value.slice(0, from))?.[0] ?? '';
    this.#replace(target, from - previous.length, to, '', 'deleteContentBackward');
  }

  /** A new line, or paragraph, where there may be one. A field of one line has none: there the key would submit the form. */
  breakLine(): boolean {
    const { target } = this;
    if (!isTextField(target)) this.#editRich('insertParagraph');
    else if (target.localName === 'textarea') this.insert('\n');
    else return false;
    return true;
  }

  /** Moves the caret, where there is one; a slider goes a step instead. */
  move(to: 'left' | 'right' | 'start' | 'end'): void {
    const { target } = this;
    if (!isTextField(target)) return this.#moveRich(to);
    if (target.type === 'range') return to === 'left' || to === 'right' ? this.step(to === 'right') : undefined;
    if (!hasCaret(target)) return;
    const [from, end] = this.#selection(target);
    const at = { left: Math.max(0, from - 1), right: end + 1, start: 0, end: target.value.length }[to];
    target.setSelectionRange(at, at);
  }

  /** One step of a field that has steps. */
  step(up: boolean): void {
    const { target } = this;
    if (target.localName !== 'input') return;
    const field = target as HTMLInputElement;
    const before = field.value;
    this.#draft = undefined;
    try {
      if (up) field.stepUp();
      else field.stepDown();
    } catch {
      return;
    }
    const { value } = field;
    if (value === before) return;
    this.#tell('insertReplacementText', value);
  }

  /** Tells the page that the field has its value, as leaving it does. */
  close(): void {
    this.#teardown.abort();
    this.#draft = undefined;
    if (!this.#changed) return;
    this.#changed = false;
    this.target.dispatchEvent(new Event('change', { bubbles: true }));
  }

  #selection(target: TextField): readonly [number, number] {
    const { length } = this.#draft ?? target.value;
    if (!hasCaret(target)) return [length, length];
    return [target.selectionStart ?? length, target.selectionEnd ?? length];
  }

  #replace(target: TextField, from: number, to: number, text: string, inputType: string): void {
    const value = this.#draft ?? target.value;
    // The native setter knows no limit; who types meets one.
    const room = target.maxLength < 0 ? Infinity : Math.max(0, target.maxLength - (value.length - (to - from)));
    const inserted = text.slice(0, room);
    const next = value.slice(0, from) + inserted + value.slice(to);
    if (!hasCaret(target)) return this.#say(target, next, inputType, text);
    if (!this.#announce(inputType, text)) return;
    setNatively(target, next);
    target.setSelectionRange(from + inserted.length, from + inserted.length);
    this.#tell(inputType, text);
  }

  /** Has a field without a caret say this, as soon as it is something that the field can say. */
  #say(target: TextField, next: string, inputType: string, data = ''): void {
    if (next === '' && NEVER_EMPTY.has(target.type)) return void (this.#draft = undefined);
    if (!this.#announce(inputType, data)) return;
    this.#draft = next;
    if (!canSay(target, next)) return;
    const { value } = target;
    setNatively(target, next);
    if (target.value !== value) this.#tell(inputType, data);
  }

  /** The agent goes on where the text ends, as a press beside it would have it. */
  #toEnd(): void {
    const { target } = this;
    if (isTextField(target)) {
      if (hasCaret(target)) target.setSelectionRange(target.value.length, target.value.length);
      return;
    }
    if (!target.isContentEditable) return;
    const selection = target.ownerDocument.getSelection();
    const { node, offset } = endOf(target);
    selection?.collapse(node, offset);
    // Inside of a shadow root that does nothing in Chromium: the focus has brought the caret there, and Firefox has no such boundary.
    if (!selection?.anchorNode || !target.contains(selection.anchorNode))
      selection?.modify('move', 'forward', 'documentboundary');
  }

  #moveRich(to: 'left' | 'right' | 'start' | 'end'): void {
    const line = to === 'start' || to === 'end';
    const forward = to === 'right' || to === 'end';
    const direction = line ? (forward ? 'forward' : 'backward') : to;
    this.target.ownerDocument.getSelection()?.modify('move', direction, line ? 'lineboundary' : 'character');
  }

  /** Where the browser has the caret: it edits by itself, and tells the page. */
  #editRich(command: 'insertText' | 'insertParagraph' | 'delete' | 'forwardDelete', text = ''): void {
    this.target.ownerDocument.execCommand(command, false, text);
  }

  /** Whether the page lets it happen. */
  #announce(inputType: string, data: string): boolean {
    const options = { bubbles: true, composed: true, cancelable: true, inputType, data };
    return this.target.dispatchEvent(new InputEvent('beforeinput', options));
  }

  #tell(inputType: string, data: string): void {
    this.#changed = true;
    this.target.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType, data }));
  }
}

/** Past the setter that a framework puts on the element to notice what it set itself. */
export function setNatively(target: TextField | HTMLSelectElement, value: string): void {
  const view = target.ownerDocument.defaultView;
  if (!view) return;
  const { HTMLInputElement: Input, HTMLTextAreaElement: Area, HTMLSelectElement: Select } = view as typeof window;
  const { prototype } = { input: Input, textarea: Area, select: Select }[target.localName] ?? Input;
  Reflect.set(prototype, 'value', value, target);
}

/** Behind the last letter, or behind what has no place in it, an image or a line break. */
function endOf(target: HTMLElement): { readonly node: Node; readonly offset: number } {
  let node: Node = target;
  while (node.lastChild) node = node.lastChild;
  if (node.nodeType === Node.TEXT_NODE) return { node, offset: node.nodeValue?.length ?? 0 };
  if (node !== target) node = node.parentNode ?? target;
  return { node, offset: node.childNodes.length };
}

function isTextField(target: HTMLElement): target is TextField {
  return target.localName === 'input' || target.localName === 'textarea';
}

/** Asked of a copy in a document that nobody sees: the field itself would lose its value, and the browser warn the page's developer. */
function canSay(target: TextField, next: string): boolean {
  const copy = target.ownerDocument.implementation.createHTMLDocument().importNode(target, false);
  copy.value = next;
  return copy.value.toLowerCase() === next.toLowerCase();
}

function hasCaret(target: TextField): boolean {
  return WITH_CARET.has(target.type);
}
