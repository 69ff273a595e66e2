/**
 * The DOM read through its own prototypes. A page may patch an instance; a form is clobbered by its controls' names and a document
 * by its forms' and images': `document.title` is a form when one is called that. Works on nodes of other realms (iframes) as well.
 */

function getterOf<T extends object, K extends keyof T>(prototype: T, name: K): (target: T) => T[K] {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get as ((this: T) => T[K]) | undefined;
  if (!get) throw new Error(`no accessor ${String(name)}`);
  return (target) => get.call(target);
}

const getTextContent = getterOf(Node.prototype, 'textContent');
const getOwnerDocument = getterOf(Node.prototype, 'ownerDocument');
const getNodeValue = getterOf(Node.prototype, 'nodeValue');
const getNamespaceURI = getterOf(Element.prototype, 'namespaceURI');
const getHost = getterOf(ShadowRoot.prototype, 'host');
const getCompatMode = getterOf(Document.prototype, 'compatMode');
const getDocumentFocus = getterOf(Document.prototype, 'activeElement');
const getRootFocus = getterOf(ShadowRoot.prototype, 'activeElement');
const getDocumentSheets = getterOf(Document.prototype, 'adoptedStyleSheets');
const getRootSheets = getterOf(ShadowRoot.prototype, 'adoptedStyleSheets');
const getElementSlot = getterOf(Element.prototype, 'assignedSlot');
const getTextSlot = getterOf(Text.prototype, 'assignedSlot');
const getContentDocument = getterOf(HTMLIFrameElement.prototype, 'contentDocument');
export const firstChild = getterOf(Node.prototype, 'firstChild');
export const nextSibling = getterOf(Node.prototype, 'nextSibling');
export const parentNode = getterOf(Node.prototype, 'parentNode');
export const isConnected = getterOf(Node.prototype, 'isConnected');
export const shadowRootOf = getterOf(Element.prototype, 'shadowRoot');
export const scrollTopOf = getterOf(Element.prototype, 'scrollTop');
export const scrollLeftOf = getterOf(Element.prototype, 'scrollLeft');
export const clientHeightOf = getterOf(Element.prototype, 'clientHeight');
export const baseURI = getterOf(Node.prototype, 'baseURI');
export const documentElementOf = getterOf(Document.prototype, 'documentElement');
export const bodyOf = getterOf(Document.prototype, 'body');
export const titleOf = getterOf(Document.prototype, 'title');
/** A document's window, unless it was navigated away. */
export const viewOf = getterOf(Document.prototype, 'defaultView');
/** One question in place of several, where every node of a page is asked. */
export const nodeType = getterOf(Node.prototype, 'nodeType');
/** An element's local name; the DOM keeps it in lower case for HTML. */
export const localNameOf = getterOf(Element.prototype, 'localName');
export const designModeOf = getterOf(Document.prototype, 'designMode');
const {
  getAttribute: elementGetAttribute,
  getAttributeNames: elementGetAttributeNames,
  getBoundingClientRect: elementBox,
  matches: elementMatches,
} = Element.prototype;
const { getRootNode: nodeGetRootNode } = Node.prototype;
const { querySelectorAll: elementQueryAll } = Element.prototype;
const { querySelectorAll: documentQueryAll } = Document.prototype;
const { querySelectorAll: fragmentQueryAll } = DocumentFragment.prototype;
const { elementFromPoint: documentElementFromPoint } = Document.prototype;
const { elementFromPoint: fragmentElementFromPoint } = ShadowRoot.prototype;
const { addEventListener } = EventTarget.prototype;

export const HTML_NAMESPACE = 'http://www.w3.org/1999/xhtml';
export const MATHML_NAMESPACE = 'http://www.w3.org/1998/Math/MathML';

export type Root = Document | ShadowRoot;

export const textContent = (node: Node): string => getTextContent(node) ?? '';
export const textOf = (node: Node): string => getNodeValue(node) ?? '';
export const namespaceOf = (element: Element): string => getNamespaceURI(element) ?? '';
/** Names only: asking for `attributes` makes an object for each. */
export const attributeNamesOf = (element: Element): string[] => elementGetAttributeNames.call(element);
export const boxOf = (element: Element): DOMRect => elementBox.call(element);
export const getAttribute = (element: Element, name: string): string | null => elementGetAttribute.call(element, name);
export const matches = (element: Element, selector: string): boolean => elementMatches.call(element, selector);

export const isQuirky = (target: Document): boolean => getCompatMode(target) === 'BackCompat';

export const computedStyleOf = (element: Element): CSSStyleDeclaration | undefined =>
  viewOf(ownerDocument(element))?.getComputedStyle(element);

export const activeElementOf = (root: Root): Element | null =>
  isDocument(root) ? getDocumentFocus(root) : getRootFocus(root);
export const adoptedSheetsOf = (root: Root): CSSStyleSheet[] =>
  isDocument(root) ? getDocumentSheets(root) : getRootSheets(root);

/** The innermost element at a point of a document's viewport, in open shadow trees too. */
export function elementAt(target: Document, x: number, y: number): Element | null {
  let found = documentElementFromPoint.call(target, x, y);
  for (let root = found && shadowRootOf(found); root; root = found && shadowRootOf(found)) {
    const inner = fragmentElementFromPoint.call(root, x, y);
    if (!inner || rootOf(inner) !== root) break;
    found = inner;
  }
  return found;
}

/** The slot of an open shadow tree that a child of its host is shown in. */
export function assignedSlotOf(node: Node): HTMLSlotElement | null {
  if (isElement(node)) return getElementSlot(node);
  return isText(node) ? getTextSlot(node) : null;
}

export function queryAll(top: Root | Element, selector: string): NodeListOf<Element> {
  if (isElement(top)) return elementQueryAll.call(top, selector);
  return isDocument(top) ? documentQueryAll.call(top, selector) : fragmentQueryAll.call(top, selector);
}

/** `addEventListener` of a node that may be clobbered. */
export function listen(
  target: EventTarget,
  type: string,
  handle: (event: Event) => void,
  options: AddEventListenerOptions,
): void {
  addEventListener.call(target, type, handle, options);
}

export function isElement(node: Node): node is Element {
  return nodeType(node) === 1;
}

/** Text and CDATA. */
export function isText(node: Node): node is Text {
  const type = nodeType(node);
  return type === 3 || type === 4;
}

export function isDocument(node: Node): node is Document {
  return nodeType(node) === 9;
}

export function isShadowRoot(node: Node): node is ShadowRoot {
  return nodeType(node) === 11 && 'host' in node;
}

export function isHtml(element: Element, name: string): boolean {
  return localNameOf(element) === name && getNamespaceURI(element) === HTML_NAMESPACE;
}

/** The type of an HTML control by its name: true narrows across realms, where `instanceof` fails. */
export const isInput = (node: Node): node is HTMLInputElement => isElement(node) && isHtml(node, 'input');
export const isTextArea = (node: Node): node is HTMLTextAreaElement => isElement(node) && isHtml(node, 'textarea');
export const isSelect = (node: Node): node is HTMLSelectElement => isElement(node) && isHtml(node, 'select');
export const isImage = (node: Node): node is HTMLImageElement => isElement(node) && isHtml(node, 'img');
export const isVideo = (node: Node): node is HTMLVideoElement => isElement(node) && isHtml(node, 'video');
export const isDialog = (node: Node): node is HTMLDialogElement => isElement(node) && isHtml(node, 'dialog');
export const isIframe = (node: Node): node is HTMLIFrameElement => isElement(node) && isHtml(node, 'iframe');
export const isSlot = (node: Node): node is HTMLSlotElement => isElement(node) && isHtml(node, 'slot');
export const isStyle = (node: Node): node is HTMLStyleElement =>
  isElement(node) && localNameOf(node) === 'style' && namespaceOf(node) !== MATHML_NAMESPACE;
export const isLink = (node: Node): node is HTMLLinkElement => isElement(node) && isHtml(node, 'link');

/** The element that the document's title is in. A picture's is a tooltip. */
export const titleElementOf = (target: Document): Element | undefined =>
  [...queryAll(target, 'title')].find((title) => isHtml(title, 'title'));

export function ownerDocument(node: Node): Document {
  return isDocument(node) ? node : (getOwnerDocument(node) as Document);
}

/** The document or shadow root that a connected node is in. */
export function rootOf(node: Node): Root {
  return nodeGetRootNode.call(node) as Root;
}

/** The document in an iframe, unless it is of another origin. */
export function contentDocument(frame: HTMLIFrameElement): Document | null {
  try {
    return getContentDocument(frame);
  } catch {
    return null;
  }
}

/** What holds a node in the model: its parent, a shadow root's host, a document's iframe. */
export function containerOf(node: Node): Node | null {
  const parent = parentNode(node);
  if (parent) return parent;
  if (isShadowRoot(node)) return getHost(node);
  return isDocument(node) ? (viewOf(node)?.frameElement ?? null) : null;
}
