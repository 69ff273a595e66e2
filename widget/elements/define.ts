/** Defines a custom element. Safe to call twice, from two copies of the module, and where there are no elements at all. */

/** Defines `tag` unless somebody did. Does nothing in Node, so that pages can be rendered on a server. */
export function define(tag: string, element: CustomElementConstructor): void {
  // Not `customElements`: Lit brings a registry of its own to Node.
  if (typeof document !== 'undefined' && !customElements.get(tag)) customElements.define(tag, element);
}
