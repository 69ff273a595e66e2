/**
 * Types into one field for an agent, so that the page takes it for typing: the native setter, then `input`, and `change` once the field is
 * left. React and Vue listen to just that. Knows neither agents nor grants.
 */

type TextField = HTMLInputElement | HTMLTextAreaElement;

/** Fields of these types have a caret that can be asked for. */
const WITH_CARET: ReadonlySet<string> = new Set(['text', 'search', 'tel', 'url', 'textarea']);

export class FieldEditor {
  readonly target: HTMLElement;
  readonly #teardown = new AbortController();
  /** What a field without a caret is to say: `1.` is no number yet, and such a field would forget it. */
  #draft: string | undefined;
  #changed = false;

  constructor(target: HTMLElement) {
    this.target = target;
    target.addEventListener('blur', () => this.close(), { signal: this.#teardown.signal });
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
    const [from, to] = this.#selection(target);
    this.#replace(target, from, to, text, 'insertText');
  }

  /** Takes away what is selected, or a character before or behind the caret. */
  erase(forward: boolean): void {
    const { target } = this;
    if (!isTextField(target)) return this.#editRich(forward ? 'forwardDelete' : 'delete');
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

  /** Moves the caret, where there is one. */
  move(to: 'left' | 'right' | 'start' | 'end'): void {
    const { target } = this;
    if (!isTextField(target) || !hasCaret(target)) return;
    const [from, end] = this.#selection(target);
    const at = { left: Math.max(0, from - 1), right: end + 1, start: 0, end: target.value.length }[to];
    target.setSelectionRange(at, at);
  }

  /** One step of a field that has steps. */
  step(up: boolean): void {
    const { target } = this;
    if (target.localName !== 'input') return;
    const field = target as HTMLInputElement;
    try {
      if (up) field.stepUp();
      else field.stepDown();
    } catch {
      return;
    }
    this.#tell('insertReplacementText', field.value);
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
    if (!this.#announce(inputType, text)) return;
    const value = this.#draft ?? target.value;
    // The native setter knows no limit; who types meets one.
    const room = target.maxLength < 0 ? Infinity : Math.max(0, target.maxLength - (value.length - (to - from)));
    const inserted = text.slice(0, room);
    const next = value.slice(0, from) + inserted + value.slice(to);
    setNatively(target, next);
    if (hasCaret(target)) target.setSelectionRange(from + inserted.length, from + inserted.length);
    else this.#draft = next;
    this.#tell(inputType, text);
  }

  /** Where the browser has the caret: it edits by itself, and tells the page. */
  #editRich(command: 'insertText' | 'delete' | 'forwardDelete', text = ''): void {
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

function isTextField(target: HTMLElement): target is TextField {
  return target.localName === 'input' || target.localName === 'textarea';
}

function hasCaret(target: TextField): boolean {
  return WITH_CARET.has(target.type);
}
