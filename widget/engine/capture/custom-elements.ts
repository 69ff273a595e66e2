/** Which custom elements' names are defined, document by document: in a mirror without scripts `:defined` needs to be told. */
import { ownerDocument, viewOf } from './dom.js';

export class CustomElementNames {
  readonly #seen = new WeakMap<Document, Set<string>>();
  /** Gone once nobody listens: a promise that is never kept must not keep the capture and its page alive. */
  #defined: ((target: Document, name: string) => void) | undefined;

  /** @param defined hears each name once a document, at once or when it is defined later */
  constructor(defined: (target: Document, name: string) => void) {
    this.#defined = defined;
  }

  stop(): void {
    this.#defined = undefined;
  }

  found(element: Element, name: string): void {
    const target = ownerDocument(element);
    let names = this.#seen.get(target);
    if (!names) this.#seen.set(target, (names = new Set()));
    if (names.has(name)) return;
    names.add(name);
    const registry = viewOf(target)?.customElements;
    if (registry?.get(name)) return this.#defined?.(target, name);
    // Names such as `font-face` have a dash and can never be defined: the promise is refused.
    registry?.whenDefined(name).then(
      () => this.#defined?.(target, name),
      () => undefined,
    );
  }
}
