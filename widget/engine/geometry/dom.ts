/**
 * The DOM as geometry needs it, read through its own prototypes: on a customer's page and in its mirror alike, a form's controls and
 * a document's forms shadow what has their name. Works on nodes of other windows.
 */

function get<Type extends object, Name extends keyof Type>(prototype: Type, name: Name, of: Type): Type[Name] {
  return Reflect.get(prototype, name, of) as Type[Name];
}

const isElement = (node: Node | null): node is Element => node !== null && get(Node.prototype, 'nodeType', node) === 1;

export const shadowRootOf = (element: Element): ShadowRoot | null => get(Element.prototype, 'shadowRoot', element);

export const rootNodeOf = (node: Node): Node => Node.prototype.getRootNode.call(node);

export const localNameOf = (element: Element): string => get(Element.prototype, 'localName', element);

export const attributeOf = (element: Element, name: string): string | null =>
  Element.prototype.getAttribute.call(element, name);

export const isMatch = (element: Element, selector: string): boolean =>
  Element.prototype.matches.call(element, selector);

/** The text in an element that has few elements in it; of the others it would be half a page. */
export function shortTextOf(element: Element): string {
  const few = get(Element.prototype, 'childElementCount', element) < 4;
  return (few && get(Node.prototype, 'textContent', element)) || '';
}

export const boxOf = (element: Element): DOMRect => Element.prototype.getBoundingClientRect.call(element);

/** The element around this one as it is laid out: its slot, its parent, or the host of the shadow tree that it is in. */
export function around(element: Element): Element | undefined {
  const outer: Node | null =
    get(Element.prototype, 'assignedSlot', element) ?? get(Node.prototype, 'parentNode', element);
  if (isElement(outer)) return outer;
  return outer && 'host' in outer ? (outer as ShadowRoot).host : undefined;
}

/** Whether anything of an element can be seen at all, wherever it is scrolled to. */
export function isShown(element: Element): boolean {
  return Element.prototype.checkVisibility.call(element, { visibilityProperty: true });
}

export interface ClientBox {
  readonly left: number;
  readonly top: number;
  /** Pixels of the window for one of the element's: a transform scales what is inside as well. */
  readonly across: number;
  readonly down: number;
  /** In pixels of the element's. */
  readonly width: number;
  readonly height: number;
}

/** Where what is inside an element's border is in its window, without scroll bars. */
export function clientBoxOf(element: Element): ClientBox {
  const box = boxOf(element);
  const scale = (size: number, name: 'offsetWidth' | 'offsetHeight'): number =>
    'offsetWidth' in element ? size / (get(HTMLElement.prototype, name, element as HTMLElement) || 1) : 1;
  const across = scale(box.width, 'offsetWidth');
  const down = scale(box.height, 'offsetHeight');
  return {
    left: box.left + get(Element.prototype, 'clientLeft', element) * across,
    top: box.top + get(Element.prototype, 'clientTop', element) * down,
    across,
    down,
    width: get(Element.prototype, 'clientWidth', element),
    height: get(Element.prototype, 'clientHeight', element),
  };
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A window's size in its own pixels: `innerWidth` is that of what is in sight, in browsers where somebody has zoomed in with two fingers. */
export function sizeOf(view: Window): Size {
  const root = get(Document.prototype, 'documentElement', view.document);
  return {
    width: Math.max(view.innerWidth, get(Element.prototype, 'clientWidth', root)),
    height: Math.max(view.innerHeight, get(Element.prototype, 'clientHeight', root)),
  };
}

/** The window that an element is laid out in, unless its document was navigated away. */
export function viewOf(element: Element): (Window & typeof globalThis) | null {
  const owner = get(Node.prototype, 'ownerDocument', element);
  return owner && get(Document.prototype, 'defaultView', owner);
}
