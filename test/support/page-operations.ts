/** Operations written by hand, as short as a test wants them. Their strings were never on a page and need no mask. */
import {
  Namespace,
  NO_NODE,
  NodeKind,
  SheetMode,
  type DocumentData,
  type ElementData,
  type NodeData,
  type Operation,
  type PropertyName,
  type ShadowRootData,
  type TextData,
} from '../../widget/engine/protocol/operations.js';
import { masked } from './operations.js';

/** An element of HTML, or of SVG and MathML as `s:rect` and `m:mi`. */
export function element(id: number, name: string, attributes: Readonly<Record<string, string>> = {}): ElementData {
  const [, prefix, local] = /^([sm]):(.+)$/.exec(name) ?? [];
  const namespace = prefix === 's' ? Namespace.SVG : prefix === 'm' ? Namespace.MATHML : Namespace.HTML;
  const pairs = Object.entries(attributes).flat().map(masked);
  return { kind: NodeKind.ELEMENT, id, namespace, name: masked(local ?? name), attributes: pairs };
}

export function text(id: number, content: string): TextData {
  return { kind: NodeKind.TEXT, id, text: masked(content) };
}

export function shadowRoot(id: number): ShadowRootData {
  return { kind: NodeKind.SHADOW_ROOT, id };
}

export function nestedDocument(id: number, quirks = false): DocumentData {
  return { kind: NodeKind.DOCUMENT, id, quirks };
}

export function begin(quirks = false): Operation {
  return { type: 'begin', quirks };
}

export function end(): Operation {
  return { type: 'end' };
}

export function insertBefore(parent: number, before: number, ...nodes: NodeData[]): Operation {
  return { type: 'insert', parent, before, nodes };
}

export function insert(parent: number, ...nodes: NodeData[]): Operation {
  return insertBefore(parent, NO_NODE, ...nodes);
}

export function move(parent: number, before: number, ...ids: number[]): Operation {
  return { type: 'move', parent, before, ids };
}

export function remove(...ids: number[]): Operation {
  return { type: 'remove', ids };
}

export function attribute(id: number, name: string, value?: string): Operation {
  return { type: 'attribute', id, name: masked(name), value: value === undefined ? undefined : masked(value) };
}

export function setText(id: number, content: string): Operation {
  return { type: 'text', id, text: masked(content) };
}

export function property(id: number, name: PropertyName, value: number | string): Operation {
  return { type: 'property', id, name, value: typeof value === 'string' ? masked(value) : value };
}

/** A sheet's whole text; `removed` is 1 where it had one. */
export function sheetText(id: number, css: string, removed = 0): Operation {
  return { type: 'sheet', id, mode: SheetMode.TEXT, index: 0, removed, chunks: [masked(css)] };
}

export function sheetRules(id: number, index: number, removed: number, ...rules: string[]): Operation {
  return { type: 'sheet', id, mode: SheetMode.RULES, index, removed, chunks: rules.map(masked) };
}

export function adopt(id: number, ...sheets: number[]): Operation {
  return { type: 'adopt', id, sheets };
}

export function define(id: number, name: string): Operation {
  return { type: 'define', id, name: masked(name) };
}

export function asset(id: number, hash: string, mimeType = 'image/png'): Operation {
  return { type: 'asset', id, hash: masked(hash), mimeType: masked(mimeType) };
}

export function pointer(id: number, x: number, y: number, pressed = false): Operation {
  return { type: 'pointer', id, x, y, pressed };
}

/** A page of `<html><head><body>`, with ids 2, 3 and 4. */
export function emptyPage(quirks = false): Operation[] {
  return [begin(quirks), insert(1, element(2, 'html')), insert(2, element(3, 'head'), element(4, 'body'))];
}
