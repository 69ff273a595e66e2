/** What takes text at a place of the mirror, and what it is called: for an agent who writes into it. All of it is masked already. */
import { around, attributeOf, isMatch } from '../geometry/dom.js';

const NO_TEXT = ['button', 'submit', 'reset', 'image', 'checkbox', 'radio', 'file', 'range', 'color'];
const FIELDS = `textarea,select,input${NO_TEXT.map((type) => `:not([type=${type} i])`).join('')},[contenteditable]:not([contenteditable=false i])`;

const NAME_MAX_LENGTH = 80;

/** Its name, without what is written in it; empty if it has none, `undefined` where nothing takes text. */
export function fieldNameAt(innermost: Element): string | undefined {
  for (let at: Element | undefined = innermost; at; at = around(at)) {
    const field = at instanceof HTMLLabelElement ? at.control : at;
    if (field && isMatch(field, FIELDS)) return nameOf(field).replace(/\s+/g, ' ').trim().slice(0, NAME_MAX_LENGTH);
  }
  return undefined;
}

function nameOf(field: Element): string {
  // A form has its fields under their names, whatever these are.
  const [label] = isMatch(field, 'input,select,textarea') ? ((field as HTMLInputElement).labels ?? []) : [];
  const named = attributeOf(field, 'aria-label') ?? '';
  if (named || !label) return named || (attributeOf(field, 'placeholder') ?? '');
  if (!label.contains(field)) return label.textContent ?? '';
  const before = document.createRange();
  before.setStart(label, 0);
  before.setEndBefore(field);
  return before.toString();
}
