/** Focus and hover of the customer, drawn by attributes that css.ts makes selectors look at. Takes neither focus nor pointer. */
import { flatParentOf, isHtml, writeAttribute } from './dom.js';

type Mark = 'cobrowse-focus' | 'cobrowse-focus-within' | 'cobrowse-hover' | 'cobrowse-active';

export class Marks {
  readonly #marked = new Map<Mark, ReadonlyMap<Element, string>>();

  focus(focused: Element | undefined): void {
    const focus = new Map<Element, string>();
    const within = new Map<Element, string>();
    if (focused) focus.set(focused, '');
    for (const { element, host } of chainOf(focused)) {
      within.set(element, '');
      // The host of a focused element's shadow root matches `:focus`, but shows no ring.
      if (host) focus.set(element, 'host');
    }
    this.#mark('cobrowse-focus', focus);
    this.#mark('cobrowse-focus-within', within);
  }

  /** @param pointed the innermost element under the pointer, or `undefined` when that is elsewhere */
  hover(pointed: Element | undefined, pressed: boolean): void {
    const chain = new Map<Element, string>();
    for (const { element } of chainOf(pointed)) {
      chain.set(element, '');
      // A label's control is hovered with it.
      if (isHtml(element, 'label') && element.control) chain.set(element.control, '');
    }
    this.#mark('cobrowse-hover', chain);
    this.#mark('cobrowse-active', pressed ? chain : new Map());
  }

  #mark(name: Mark, elements: ReadonlyMap<Element, string>): void {
    const before = this.#marked.get(name);
    before?.forEach((_value, element) => {
      if (!elements.has(element)) writeAttribute(element, name, undefined);
    });
    elements.forEach((value, element) => {
      if (before?.get(element) !== value) writeAttribute(element, name, value);
    });
    this.#marked.set(name, elements);
  }
}

function* chainOf(innermost: Element | undefined): Generator<{ readonly element: Element; readonly host: boolean }> {
  if (!innermost) return;
  let link: { readonly element: Element; readonly host: boolean } | undefined = { element: innermost, host: false };
  while (link) {
    yield link;
    link = flatParentOf(link.element);
  }
}
