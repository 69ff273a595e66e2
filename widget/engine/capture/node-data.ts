/** One DOM node as the model has it: what is captured, what is a shell, what has children (SPEC N). */
import { Namespace, NodeKind, type NodeData } from '../protocol/operations.js';
import {
  HTML_NAMESPACE,
  MATHML_NAMESPACE,
  contentDocument,
  documentElementOf,
  firstChild,
  getAttribute,
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
import { withoutChoice, type Choices } from './choices.js';
import type { Look, Masker } from './masking/masker.js';
import { Standing } from './standings.js';

/** Present for the sake of selectors that count siblings; without attributes or children, since they run, load or navigate. */
const SHELLS: ReadonlySet<string> = new Set(
  'script noscript template meta base title object embed applet source track param noframes noembed'.split(' '),
);

/** Their light children are fallback, code, suggestions, a default that a property tells, or a copy that the browser makes. */
const CHILDLESS: ReadonlySet<string> = new Set(
  'style link textarea canvas video audio iframe frame frameset datalist selectedcontent'.split(' '),
);

function isShell(element: Element): boolean {
  const name = localNameOf(element);
  // An SVG title is a tooltip, not the document's; its text is captured like any other.
  return SHELLS.has(name) && !(name === 'title' && namespaceOf(element) !== HTML_NAMESPACE);
}

function hasCapturedChildren(element: Element): boolean {
  return !isShell(element) && !CHILDLESS.has(localNameOf(element));
}

/** How an element that stands so is sent. Of pictures, frames and what a person types into, a mask leaves a box. */
export function lookOf(element: Element, standing: Standing): Look {
  if (standing === Standing.OPEN) return 'open';
  if (standing === Standing.BLOCKED) return 'blocked';
  const name = localNameOf(element);
  if (name === 'svg' || name === 'canvas' || name === 'video' || isEditingHost(element)) return 'boxed';
  // Where the page as a whole is masked, something in a frame may be open.
  return name === 'iframe' && standing !== Standing.VEILED ? 'boxed' : 'masked';
}

/** Whether a person types into this element's own text: its lines would tell how much. */
function isEditingHost(element: Element): boolean {
  const editable = getAttribute(element, 'contenteditable');
  return editable !== null && !/^false$/i.test(editable);
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
export function onlyText(node: Node, standing: Standing): Text | undefined {
  if (!isElement(node) || isBox(node, standing)) return undefined;
  const child = firstChild(node);
  if (!child || !isText(child) || nextSibling(child)) return undefined;
  return shadowRootOf(node) || !hasCapturedChildren(node) ? undefined : child;
}

/** Whether it is worth while to look at the node's children. */
export function mayHaveChildren(node: Node): boolean {
  if (!isElement(node)) return !isText(node);
  return firstChild(node) !== null || shadowRootOf(node) !== null || isIframe(node);
}

/** Whether nothing that the node holds is captured because of its mask. */
export function isBox(node: Node, standing: Standing): boolean {
  if (standing === Standing.OPEN || !isElement(node)) return false;
  const look = lookOf(node, standing);
  return look === 'boxed' || look === 'blocked';
}

/** A node of the page as data. */
export function nodeData(node: Node, id: number, standing: Standing, masker: Masker, choices: Choices): NodeData {
  if (!isElement(node)) {
    if (isText(node)) {
      return { kind: NodeKind.TEXT, id, text: masker.text(textOf(node), standing !== Standing.OPEN) };
    }
    if (isDocument(node)) return { kind: NodeKind.DOCUMENT, id, quirks: isQuirky(node) };
    return { kind: NodeKind.SHADOW_ROOT, id };
  }
  const element = node;
  return {
    kind: NodeKind.ELEMENT,
    id,
    namespace: namespaceCode(namespaceOf(element)),
    name: masker.tag(element, standing !== Standing.OPEN),
    attributes: capturedAttributes(element, standing, masker, choices),
  };
}

/** An element's attributes that are sent. */
export function capturedAttributes(
  element: Element,
  standing: Standing,
  masker: Masker,
  choices: Choices,
): ReturnType<Masker['attributes']> {
  if (isShell(element)) return [];
  const attributes = masker.attributes(element, lookOf(element, standing));
  const isHidden = attributes.length > 0 && standing === Standing.OPEN && choices.hidden(element, localNameOf(element));
  return isHidden ? withoutChoice(attributes) : attributes;
}

function namespaceCode(uri: string): Namespace {
  if (uri === HTML_NAMESPACE) return Namespace.HTML;
  return uri === MATHML_NAMESPACE ? Namespace.MATHML : Namespace.SVG;
}
