/** Ways through the page as it is composed: shadow roots, slots and frames of the same origin. Reads, and changes nothing. */

/** What contains an element for the reader: its parent, slot, shadow host, or the frame that it is in. */
export function outerOf(element: Element): Element | undefined {
  if (element.assignedSlot) return element.assignedSlot;
  const { parentNode } = element;
  if (isElement(parentNode)) return parentNode;
  const root = element.getRootNode();
  if ('host' in root && isElement(root.host)) return root.host;
  return element.ownerDocument.defaultView?.frameElement ?? undefined;
}

/** The element and everything around it, from the inside out. */
export function* outwards(element: Element): Generator<Element> {
  for (let at: Element | undefined = element; at; at = outerOf(at)) yield at;
}

export function contains(outer: Element, inner: Element): boolean {
  for (const each of outwards(inner)) if (each === outer) return true;
  return false;
}

/** The innermost element at a point of a document's viewport, also inside of open shadow roots. */
export function hitAt(target: Document, x: number, y: number): Element | undefined {
  let hit = target.elementFromPoint(x, y);
  while (hit?.shadowRoot) {
    const inner = hit.shadowRoot.elementFromPoint(x, y);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  return hit ?? undefined;
}

/** By its kind, not by its class: an element of a frame is of that frame's classes. */
export function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && 'nodeType' in value && value.nodeType === Node.ELEMENT_NODE;
}

export function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && 'nodeType' in value && value.nodeType === Node.DOCUMENT_NODE;
}
