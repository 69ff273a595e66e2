/** The state of one element that its markup does not tell: values, choices, top layer. Never throws; never takes the focus. */
import type { ModelNode } from '../protocol/model.js';
import type { PropertyName } from '../protocol/operations.js';
import { attempt, isHtml, readAttribute, writeAttribute } from './dom.js';

/** Brings an element in line with a property of its model node. */
export function applyProperty(node: ModelNode, element: Element, name: PropertyName): void {
  const value = node.properties?.get(name);
  switch (name) {
    case 'value':
      // A file input refuses.
      if (isHtml(element, 'input')) attempt(() => setValue(element, String(value)));
      else if (isHtml(element, 'textarea')) element.value = String(value);
      return;
    case 'checked':
    case 'indeterminate':
      if (isHtml(element, 'input')) element[name] = value === 1;
      return;
    case 'selection':
      if (isHtml(element, 'select')) select(element, String(value));
      return;
    case 'modal':
      if (isHtml(element, 'dialog')) attempt(() => setModal(node, element, value === 1));
      return;
    case 'popover':
      if (isPopoverCapable(element)) attempt(() => setPopover(element, value === 1));
      return;
  }
}

/** Whether a property is lost when its element leaves the document and comes back. */
export function isLostOnReinsertion(name: PropertyName): boolean {
  return name === 'modal' || name === 'popover';
}

/** A dialog whose `open` attribute goes must leave the top layer as well. */
export function closeModal(element: Element): void {
  if (isHtml(element, 'dialog') && element.matches(':modal')) attempt(() => element.close());
}

/** What these hold has a form, which a mask has not: they would stay empty. */
const FORMAL_TYPES: ReadonlySet<string> = new Set('date datetime-local month week time number'.split(' '));

function setValue(input: HTMLInputElement, value: string): void {
  if (FORMAL_TYPES.has(input.type) && /^\*+$/.test(value)) input.type = 'text';
  input.value = value;
}

function select(element: HTMLSelectElement, indices: string): void {
  const chosen = new Set(indices.split(',').filter(Boolean).map(Number));
  // One by one would let a single choice fall back to the first option on the way.
  if (chosen.size === 0) element.selectedIndex = -1;
  Array.from(element.options).forEach((option, i) => {
    if (option.selected !== chosen.has(i) && (element.multiple || chosen.has(i))) option.selected = chosen.has(i);
  });
}

function setModal(node: ModelNode, dialog: HTMLDialogElement, modal: boolean): void {
  if (dialog.matches(':modal') === modal) return;
  if (modal) {
    // One that is open already refuses to become modal.
    dialog.removeAttribute('open');
    unfocused(dialog, () => dialog.showModal());
  } else {
    dialog.close();
    const open = node.attribute('open');
    if (open !== undefined) dialog.setAttribute('open', open);
  }
}

function setPopover(element: HTMLElement, shown: boolean): void {
  if (shown) unfocused(element, () => element.showPopover());
  else element.hidePopover();
}

/** Shows something without letting it take the agent's focus, which nothing inert can have. */
function unfocused(element: Element, show: () => void): void {
  const before = readAttribute(element, 'inert');
  writeAttribute(element, 'inert', '');
  try {
    show();
  } finally {
    writeAttribute(element, 'inert', before ?? undefined);
  }
}

function isPopoverCapable(element: Element): element is HTMLElement {
  return 'showPopover' in element;
}
