/**
 * DOM calls that the mirrored page cannot shadow: `<form><input name="insertBefore">` and `<img name="createElement">` replace
 * methods of that form and of the document. Everything here goes through the prototypes, which no page reaches.
 */
import { Namespace } from '../protocol/operations.js';

const NAMESPACE_URI: Readonly<Record<Namespace, string>> = {
  [Namespace.HTML]: 'http://www.w3.org/1999/xhtml',
  [Namespace.SVG]: 'http://www.w3.org/2000/svg',
  [Namespace.MATHML]: 'http://www.w3.org/1998/Math/MathML',
};

const ATTRIBUTE_NAMESPACE: Readonly<Record<string, string>> = {
  xlink: 'http://www.w3.org/1999/xlink',
  xml: 'http://www.w3.org/XML/1998/namespace',
};

const { createElement, createElementNS, createTextNode, createDocumentFragment } = Document.prototype;
const { insertBefore, removeChild } = Node.prototype;
const { setAttribute, setAttributeNS, removeAttribute, getAttribute, getBoundingClientRect } = Element.prototype;

/** Runs what a browser may refuse, and answers `undefined` where it does: a mirror does its best and never stops. */
export function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

/**
 * An element of exactly this name; an unknown one where the parser takes a name that this call refuses, such as `foo"bar`, or
 * would cut in two: `X:script` would become a script for all that was decided by its name.
 */
export function newElement(document: Document, namespace: Namespace, name: string): Element {
  // Only `createElement` leaves a name such as `o:p` whole, and only `createElementNS` leaves its case.
  const plain = namespace === Namespace.HTML && name === name.toLowerCase();
  const element = attempt(() =>
    plain ? createElement.call(document, name) : createElementNS.call(document, NAMESPACE_URI[namespace], name),
  );
  if (element && Reflect.get(Element.prototype, 'localName', element) === name) return element;
  return createElementNS.call(document, NAMESPACE_URI[namespace], 'cobrowse-unknown');
}

export function newText(document: Document, text: string): Text {
  return createTextNode.call(document, text);
}

export function newFragment(document: Document): DocumentFragment {
  return createDocumentFragment.call(document);
}

export function parentOf(node: Node): Node | null {
  return Reflect.get(Node.prototype, 'parentNode', node);
}

export function isConnected(node: Node): boolean {
  return Reflect.get(Node.prototype, 'isConnected', node);
}

export function rootElementOf(document: Document): Element | null {
  return Reflect.get(Document.prototype, 'documentElement', document);
}

export function placeNode(parent: Node, node: Node, before: Node | null): void {
  attempt(() => insertBefore.call(parent, node, before));
}

/** Moves a node without taking it out, where the browser can: its frames, scroll positions and top layer survive. */
export function moveNode(parent: Node, node: Node, before: Node | null): 'kept' | 'reinserted' {
  const prototype = isShadowRoot(parent) ? DocumentFragment.prototype : Element.prototype;
  const moveBefore: unknown = Reflect.get(prototype, 'moveBefore');
  if (typeof moveBefore === 'function' && isConnected(node) && isConnected(parent)) {
    try {
      Reflect.apply(moveBefore, parent, [node, before]);
      return 'kept';
    } catch {
      // Not for this pair; the old way below.
    }
  }
  placeNode(parent, node, before);
  return 'reinserted';
}

export function takeOut(node: Node): void {
  const parent = parentOf(node);
  if (parent) removeChild.call(parent, node);
}

/** Sets an attribute, or takes it away. A name that the call refuses (`@click`) is left out. */
export function writeAttribute(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) return removeAttribute.call(element, name);
  attempt(() => {
    const uri = ATTRIBUTE_NAMESPACE[name.slice(0, Math.max(0, name.indexOf(':')))];
    if (uri !== undefined && 'ownerSVGElement' in element) setAttributeNS.call(element, uri, name, value);
    else setAttribute.call(element, name, value);
  });
}

export function readAttribute(element: Element, name: string): string | null {
  return getAttribute.call(element, name);
}

/** Whether this is the HTML element of that name, of whatever window. */
export function isHtml<K extends keyof HTMLElementTagNameMap>(node: Node, name: K): node is HTMLElementTagNameMap[K] {
  return (
    Reflect.get(Node.prototype, 'nodeType', node) === Node.ELEMENT_NODE &&
    Reflect.get(Element.prototype, 'localName', node) === name &&
    Reflect.get(Element.prototype, 'namespaceURI', node) === NAMESPACE_URI[Namespace.HTML]
  );
}

export function isElement(node: Node | null | undefined): node is Element {
  return !!node && Reflect.get(Node.prototype, 'nodeType', node) === Node.ELEMENT_NODE;
}

export function shadowRootOf(element: Element): ShadowRoot | null {
  return Reflect.get(Element.prototype, 'shadowRoot', element);
}

/** The element above this one in the flat tree, which is the one that hover and focus go up by. */
export function flatParentOf(element: Element): { readonly element: Element; readonly host: boolean } | undefined {
  const slot: HTMLSlotElement | null = Reflect.get(Element.prototype, 'assignedSlot', element);
  const parent = slot ?? parentOf(element);
  if (isElement(parent)) return { element: parent, host: false };
  return parent && isShadowRoot(parent) ? { element: parent.host, host: true } : undefined;
}

export function isShadowRoot(node: Node): node is ShadowRoot {
  return Reflect.get(Node.prototype, 'nodeType', node) === Node.DOCUMENT_FRAGMENT_NODE && 'host' in node;
}

export function boxOf(element: Element): DOMRect {
  return getBoundingClientRect.call(element);
}
