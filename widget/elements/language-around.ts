/** The language that is written on an element or around it, in every tree that it is nested in. Knows no texts. */

/** The nearest `lang`, which is inherited across shadow roots as well; empty if there is none. */
export function languageAround(element: Element): string {
  for (const node of treesAround(element)) {
    const holder = node.closest('[lang]');
    if (holder) return holder.getAttribute('lang') ?? '';
  }
  return '';
}

/**
 * Calls `changed` when any `lang` around the element is another one, as long as the element stays where it is.
 * @returns stops it.
 */
export function watchLanguage(element: Element, changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  for (const node of treesAround(element)) {
    observer.observe(node.getRootNode(), { attributes: true, attributeFilter: ['lang'], subtree: true });
  }
  return () => observer.disconnect();
}

/** The element, then the host of the shadow root that it is in, and so on. */
function* treesAround(element: Element): Generator<Element> {
  for (let node: Element | undefined = element; node;) {
    yield node;
    const root: Node = node.getRootNode();
    node = root instanceof ShadowRoot ? root.host : undefined;
  }
}
