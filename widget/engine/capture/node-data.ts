/** One DOM node as the model has it: what is captured, what is a shell, what has children (SPEC N). */
import { Namespace, NodeKind, type NodeData } from '../protocol/operations.js';
import {
  HTML_NAMESPACE,
  MATHML_NAMESPACE,
  contentDocument,
  documentElementOf,
  firstChild,
  isDocument,
  isElement,
  isIframe,
  isQuirky,
  isText,
  localNameOf,
  namespaceOf,
  nextSibling,
  nodeType,
  shadowRootOf,
  textOf,
} from './dom.js';
import type { Masker } from './masking/masker.js';

/** Present for the sake of selectors that count siblings; without attributes or children, since they run, load or navigate. */
const SHELLS: ReadonlySet<string> = new Set(
  'script noscript template meta base title object embed applet source track param noframes noembed'.split(' '),
);

/** Their light children are fallback, code or a default that a property tells. */
const CHILDLESS: ReadonlySet<string> = new Set(
  'style link textarea canvas video audio iframe frame frameset'.split(' '),
);

function isShell(element: Element): boolean {
  const name = localNameOf(element);
  // An SVG title is a tooltip, not the document's; its text is captured like any other.
  return SHELLS.has(name) && !(name === 'title' && namespaceOf(element) !== HTML_NAMESPACE);
}

function hasCapturedChildren(element: Element): boolean {
  return !isShell(element) && !CHILDLESS.has(localNameOf(element));
}

/** The node's captured children in the model's order: a shadow root first, an iframe's document alone. */
export function capturedChildren(node: Node, ignored: ReadonlySet<Node>): Node[] {
  const found: Node[] = [];
  if (isElement(node)) {
    const shadowRoot = shadowRootOf(node);
    if (shadowRoot) found.push(shadowRoot);
    if (isIframe(node)) {
      const inner = contentDocument(node);
      if (inner && documentElementOf(inner)) found.push(inner);
    }
    if (!hasCapturedChildren(node)) return found;
  }
  for (let child = firstChild(node); child; child = nextSibling(child)) {
    const type = nodeType(child);
    if ((type === 1 || type === 3 || type === 4) && !ignored.has(child)) found.push(child);
  }
  return found;
}

/** The text that is an element's only child and content, if it is so. */
export function onlyText(node: Node): Text | undefined {
  if (!isElement(node)) return undefined;
  const child = firstChild(node);
  if (!child || !isText(child) || nextSibling(child)) return undefined;
  return shadowRootOf(node) || !hasCapturedChildren(node) ? undefined : child;
}

/** Whether it is worth while to look at the node's children. */
export function mayHaveChildren(node: Node): boolean {
  if (!isElement(node)) return !isText(node);
  return firstChild(node) !== null || shadowRootOf(node) !== null || isIframe(node);
}

/** A node of the page as data. `masked` is whether the node, or for a text its parent, is masked. */
export function nodeData(node: Node, id: number, masked: boolean, masker: Masker): NodeData {
  if (!isElement(node)) {
    if (isText(node)) return { kind: NodeKind.TEXT, id, text: masker.text(textOf(node), masked) };
    if (isDocument(node)) return { kind: NodeKind.DOCUMENT, id, quirks: isQuirky(node) };
    return { kind: NodeKind.SHADOW_ROOT, id };
  }
  const element = node;
  return {
    kind: NodeKind.ELEMENT,
    id,
    namespace: namespaceCode(namespaceOf(element)),
    name: masker.name(localNameOf(element)),
    attributes: capturedAttributes(element, masked, masker),
  };
}

/** An element's attributes that are sent. */
export function capturedAttributes(
  element: Element,
  masked: boolean,
  masker: Masker,
): ReturnType<Masker['attributes']> {
  return isShell(element) ? [] : masker.attributes(element, masked);
}

function namespaceCode(uri: string): Namespace {
  if (uri === HTML_NAMESPACE) return Namespace.HTML;
  return uri === MATHML_NAMESPACE ? Namespace.MATHML : Namespace.SVG;
}
