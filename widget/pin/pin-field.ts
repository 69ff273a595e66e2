/** The field for a PIN: made for six digits, open for any other PIN. A template; who draws it owns what was typed. */
import { html, nothing, type TemplateResult } from 'lit';
import { PIN_DIGITS } from '../engine/protocol/limits.js';
import { findPin, normalisePin } from './pin.js';

/** More would be too small to read; the field then scrolls, and what is in it is no PIN. */
const MOST_PLACES = 12;

export interface PinFieldOptions {
  readonly label: string;
  /** Ids of what describes it: the hint and the problem. */
  readonly describedBy: string;
  readonly invalid: boolean;
  /** While somebody is asked about the PIN. */
  readonly readonly: boolean;
  /** A touch keyboard has digits alone unless this is set. */
  readonly letters?: boolean;
  readonly onInput: () => void;
  /** For elements that let a page style it. */
  readonly part?: string;
}

/** Label and field. The field is the only `input` in it. */
export function pinField({
  label,
  describedBy,
  invalid,
  readonly,
  letters,
  onInput,
  part,
}: PinFieldOptions): TemplateResult {
  return html`
    <label for="pin">${label}</label>
    <div class="pin" @click=${focusField}>
      <div class="places">
        <input
          id="pin"
          name="pin"
          part=${part ?? nothing}
          inputmode=${letters ? 'text' : 'numeric'}
          autocomplete="off"
          autocapitalize="characters"
          autocorrect="off"
          spellcheck="false"
          enterkeyhint="go"
          aria-describedby=${describedBy}
          aria-invalid=${invalid ? 'true' : 'false'}
          ?readonly=${readonly}
          @input=${(event: InputEvent) => {
            tidy(event);
            onInput();
          }}
        />
      </div>
    </div>
  `;
}

/** Puts a PIN into a field, as if it had been typed. */
export function fillPin(field: HTMLInputElement, pin: string): void {
  field.value = pin;
  showPlaces(field);
}

/** Takes out what only separates, wherever the caret is; out of what was pasted also the words around a PIN. */
function tidy({ target, inputType, isComposing }: InputEvent): void {
  if (!(target instanceof HTMLInputElement) || isComposing) return;
  const { value, selectionStart } = target;
  const pin = inputType === 'insertFromPaste' || inputType === 'insertFromDrop' ? findPin(value) : normalisePin(value);
  if (pin !== value) {
    const caret = normalisePin(value.slice(0, selectionStart ?? value.length)).length;
    target.value = pin;
    target.setSelectionRange(caret, caret);
  }
  showPlaces(target);
}

/** Through the style object: a desk's policy forbids style attributes. */
function showPlaces(field: HTMLInputElement): void {
  const places = Math.min(Math.max(PIN_DIGITS, field.value.length), MOST_PLACES);
  field.parentElement?.style.setProperty('--places', String(places));
}

/** The frame around the places belongs to the field. */
function focusField({ currentTarget, target }: MouseEvent): void {
  if (target instanceof HTMLInputElement || !(currentTarget instanceof Element)) return;
  currentTarget.querySelector('input')?.focus();
}
