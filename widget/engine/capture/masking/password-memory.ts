/**
 * Which fields were passwords once, by their type or by their looks. A "show password" button changes the type, and what was typed stays a password; one that was
 * shown before the first agent came is remembered as well, so this lives as long as the session, not as long as a capture.
 */
import {
  computedStyleOf,
  getAttribute,
  isElement,
  isInput,
  listen,
  queryAll,
  shadowRootOf,
  type Root,
} from '../dom.js';

const PASSWORD_FIELDS = 'input[type="password" i]';

export class PasswordMemory {
  readonly #fields = new WeakSet<Element>();
  /** Names and ids of such fields: a page may put another field with both in the place of one, to show it. */
  readonly #names = new Set<string>();
  readonly #observer = new MutationObserver((records) => this.#takeIn(records));
  readonly #document: Document;
  readonly #stopped = new AbortController();

  constructor(view: Window) {
    this.#document = view.document;
  }

  /** Looks at the page as it is, and at every change of a field's type from now on. */
  watch(): void {
    this.look(this.#document);
    // A tree of shadows that comes later is no mutation; whoever writes in one of its fields was seen there.
    const { signal } = this.#stopped;
    for (const type of ['focusin', 'input'])
      listen(this.#document, type, (event) => this.#used(event), { capture: true, passive: true, signal });
  }

  /** Looks at a root that the capture found: a shadow root, or an iframe's document. */
  look(root: Root): void {
    this.#observer.observe(root, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['type'],
      attributeOldValue: true,
    });
    this.#remember(root);
  }

  has(element: Element): boolean {
    // A record may be on its way: the field became a text field in this very task.
    this.#takeIn(this.#observer.takeRecords());
    if (this.#fields.has(element) || this.#names.has(nameOf(element))) return true;
    const property = '-webkit-text-security';
    // What is not laid out, as in a frame that is not shown, has no style but its own.
    const security =
      computedStyleOf(element)?.getPropertyValue(property) || (element as HTMLElement).style.getPropertyValue(property);
    const isDisguised = security !== '' && security !== 'none';
    if (isDisguised) this.#keep(element);
    return isDisguised;
  }

  stop(): void {
    this.#observer.disconnect();
    this.#stopped.abort();
  }

  #used(event: Event): void {
    const [target] = event.composedPath();
    if (target && 'nodeType' in target) this.#add(target as Node);
  }

  #takeIn(records: readonly MutationRecord[]): void {
    for (const { type, target, oldValue, addedNodes } of records) {
      if (type === 'attributes' && oldValue?.toLowerCase() === 'password' && isInput(target)) this.#keep(target);
      for (const node of addedNodes) if (isElement(node)) this.#remember(node);
      if (type === 'attributes') this.#add(target);
    }
  }

  #remember(top: Root | Element): void {
    this.#add(top);
    for (const field of queryAll(top, PASSWORD_FIELDS)) this.#keep(field);
    this.#lookInto(top);
    // Trees of shadows that were there before anybody watched.
    for (const host of queryAll(top, '*')) this.#lookInto(host);
  }

  #lookInto(host: Root | Element): void {
    const root = isElement(host) ? shadowRootOf(host) : null;
    if (root) this.look(root);
  }

  #add(node: Node): void {
    if (isInput(node) && getAttribute(node, 'type')?.toLowerCase() === 'password') this.#keep(node);
  }

  #keep(field: Element): void {
    this.#fields.add(field);
    const name = nameOf(field);
    if (name) this.#names.add(name);
  }
}

function nameOf(field: Element): string {
  const [id, name] = [getAttribute(field, 'id'), getAttribute(field, 'name')];
  return id || name ? `${id} ${name}` : '';
}
