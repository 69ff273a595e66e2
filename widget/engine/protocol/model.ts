/**
 * The page's model (SPEC P): the tree that capture and mirror agree on. Both sides apply the same operations to it, so that
 * equality can be proven without looking at either DOM. Knows nothing of DOM, masking or sockets.
 */
import type { MaskedString } from './masked-string.js';
import {
  NO_NODE,
  NodeKind,
  ROOT_ID,
  type InsertOperation,
  type MoveOperation,
  type NodeData,
  type Operation,
  type PropertyName,
  type PropertyValue,
  type SheetMode,
  type SheetOperation,
} from './operations.js';

/** An operation that does not fit the model: the two sides have lost each other, and only a snapshot helps. */
export class ModelError extends Error {
  override name = 'ModelError';
}

export interface Sheet {
  mode: SheetMode;
  chunks: MaskedString[];
}

const NO_ATTRIBUTES: readonly MaskedString[] = [];

/** One node, linked to its neighbours: a move or an insert costs the same in a list of ten or ten thousand. */
export class ModelNode {
  readonly id: number;
  readonly kind: NodeKind;
  readonly data: NodeData;
  /** The document that the node belongs to; a document belongs to itself. */
  readonly document: number;
  /** Elements: name, value, name, value, … */
  attributes: readonly MaskedString[];
  text: MaskedString | undefined;
  properties: Map<PropertyName, PropertyValue> | undefined;
  /** Style and link elements. */
  sheet: Sheet | undefined;
  /** Documents and shadow roots. */
  adopted: readonly number[] | undefined;
  /** Documents: names of defined custom elements. */
  defined: Set<MaskedString> | undefined;
  parent: ModelNode | undefined;
  first: ModelNode | undefined;
  last: ModelNode | undefined;
  previous: ModelNode | undefined;
  next: ModelNode | undefined;
  /** This node's part of the model's digest, as far as it was counted (see digest.ts). */
  hash = 0;

  constructor(data: NodeData, document: number) {
    this.id = data.id;
    this.kind = data.kind;
    this.data = data;
    this.document = data.kind === NodeKind.DOCUMENT ? data.id : document;
    this.attributes = data.kind === NodeKind.ELEMENT ? data.attributes : NO_ATTRIBUTES;
    this.text = data.kind === NodeKind.TEXT ? data.text : undefined;
  }

  attribute(name: string): MaskedString | undefined {
    const { attributes } = this;
    for (let i = 0; i < attributes.length; i += 2) if (attributes[i] === name) return attributes[i + 1];
    return undefined;
  }
}

export class PageModel {
  readonly nodes = new Map<number, ModelNode>();
  /** Constructed sheets by id, with how many roots adopt each. */
  readonly sheets = new Map<number, Sheet & { adopters: number }>();
  readonly assets = new Map<number, { readonly hash: MaskedString; readonly mimeType: MaskedString }>();

  /** Nodes whose hash is out of date. A mutation does no more than say so: hashing waits for a quiet moment. */
  readonly stale = new Set<ModelNode>();
  /** Sum of the nodes' hashes. */
  hashes = 0;

  /** Applies one operation, or throws ModelError and changes nothing. */
  apply(operation: Operation): void {
    switch (operation.type) {
      case 'begin':
        return this.#begin(operation.quirks);
      case 'insert':
        return this.#insert(operation);
      case 'move':
        return this.#move(operation);
      case 'remove':
        return this.#remove(operation.ids);
      case 'attribute':
        return this.#setAttribute(this.#element(operation.id), operation.name, operation.value);
      case 'text': {
        const node = this.node(operation.id);
        if (node.kind !== NodeKind.TEXT) throw new ModelError('no text');
        this.stale.add(node);
        node.text = operation.text;
        return;
      }
      case 'property': {
        const node = this.node(operation.id);
        this.stale.add(node);
        (node.properties ??= new Map()).set(operation.name, operation.value);
        return;
      }
      case 'sheet':
        return this.#spliceSheet(operation);
      case 'adopt':
        return this.#adopt(operation.id, operation.sheets);
      case 'define': {
        const node = this.node(operation.id);
        if (node.kind !== NodeKind.DOCUMENT) throw new ModelError('no document');
        this.stale.add(node);
        (node.defined ??= new Set()).add(operation.name);
        return;
      }
      case 'asset':
        if (operation.hash === '') this.assets.delete(operation.id);
        else this.assets.set(operation.id, { hash: operation.hash, mimeType: operation.mimeType });
        return;
      case 'pointer':
        this.node(operation.id);
        return;
      case 'end':
      case 'digest':
        return;
    }
  }

  /** The node with this id, or a ModelError. */
  node(id: number): ModelNode {
    const node = this.nodes.get(id);
    if (!node) throw new ModelError('no node');
    return node;
  }

  #element(id: number): ModelNode {
    const node = this.node(id);
    if (node.kind !== NodeKind.ELEMENT) throw new ModelError('no element');
    return node;
  }

  #begin(quirks: boolean): void {
    this.nodes.clear();
    this.sheets.clear();
    this.assets.clear();
    this.stale.clear();
    this.hashes = 0;
    const root = new ModelNode({ kind: NodeKind.DOCUMENT, id: ROOT_ID, quirks }, ROOT_ID);
    this.nodes.set(ROOT_ID, root);
    this.stale.add(root);
  }

  #container(id: number): ModelNode {
    const parent = this.node(id);
    if (parent.kind === NodeKind.TEXT) throw new ModelError('no container');
    return parent;
  }

  #sibling(parent: ModelNode, id: number): ModelNode | undefined {
    if (id === NO_NODE) return undefined;
    const sibling = this.node(id);
    if (sibling.parent !== parent) throw new ModelError('no sibling');
    return sibling;
  }

  #insert({ parent: parentId, before: beforeId, nodes, texts }: InsertOperation): void {
    const parent = this.#container(parentId);
    const before = this.#sibling(parent, beforeId);
    const ids = new Set<number>();
    for (const { id, kind } of nodes) {
      if (this.nodes.has(id) || ids.has(id) || id === NO_NODE) throw new ModelError('id in use');
      if ((kind === NodeKind.SHADOW_ROOT || kind === NodeKind.DOCUMENT) && parent.kind !== NodeKind.ELEMENT) {
        throw new ModelError('no host');
      }
      ids.add(id);
    }
    for (const data of nodes) {
      const node = new ModelNode(data, parent.document);
      this.nodes.set(node.id, node);
      this.#link(node, parent, before);
    }
    texts?.forEach((text, i) => {
      const element = text && nodes[i];
      if (element) this.#insert({ type: 'insert', parent: element.id, before: NO_NODE, nodes: [text] });
    });
  }

  #move({ parent: parentId, before: beforeId, ids }: MoveOperation): void {
    const parent = this.#container(parentId);
    const before = this.#sibling(parent, beforeId);
    const moved = new Set(ids.map((id) => this.node(id)));
    if (moved.size !== ids.length || (before && moved.has(before))) throw new ModelError('twice');
    for (const node of moved) {
      if (node.document !== parent.document || node.kind === NodeKind.DOCUMENT) {
        throw new ModelError('across documents');
      }
    }
    for (let above: ModelNode | undefined = parent; above; above = above.parent) {
      if (moved.has(above)) throw new ModelError('a loop');
    }
    for (const node of moved) {
      this.#unlink(node);
      this.#link(node, parent, before);
    }
  }

  #remove(ids: readonly number[]): void {
    const removed = ids.map((id) => this.node(id));
    if (removed.some((node) => node.id === ROOT_ID)) throw new ModelError('the root');
    for (const top of removed) {
      if (top.parent) this.#unlink(top);
      for (const node of descendants(top)) {
        this.nodes.delete(node.id);
        this.stale.delete(node);
        this.hashes = (this.hashes - node.hash) >>> 0;
        // One that is removed with what it is in comes by twice.
        node.hash = 0;
        if (node.adopted) this.#release(node.adopted);
      }
    }
  }

  /** A node's place is its own and that of the node behind it. */
  #link(node: ModelNode, parent: ModelNode, before: ModelNode | undefined): void {
    link(node, parent, before);
    this.stale.add(node);
    if (before) this.stale.add(before);
  }

  #unlink(node: ModelNode): void {
    if (node.next) this.stale.add(node.next);
    unlink(node);
  }

  #setAttribute(node: ModelNode, name: MaskedString, value: MaskedString | undefined): void {
    this.stale.add(node);
    const { attributes } = node;
    for (let i = 0; i < attributes.length; i += 2) {
      if (attributes[i] !== name) continue;
      // The list is the operation's own until it changes.
      const others = attributes.toSpliced(i, 2);
      node.attributes = value === undefined ? others : [...others, name, value];
      return;
    }
    if (value !== undefined) node.attributes = [...attributes, name, value];
  }

  #spliceSheet({ id, mode, index, removed, chunks }: SheetOperation): void {
    const node = this.nodes.get(id);
    if (node && node.kind !== NodeKind.ELEMENT) throw new ModelError('no element');
    const sheet: Sheet | undefined = node ? node.sheet : this.sheets.get(id);
    const content = sheet && sheet.mode === mode ? sheet.chunks : [];
    if (index + removed > content.length) throw new ModelError('no such rules');
    // A splice call with a spread argument overflows the stack on very long lists.
    const next = content.slice(0, index).concat(chunks, content.slice(index + removed));
    if (node) this.stale.add(node);
    if (sheet) Object.assign(sheet, { mode, chunks: next });
    else if (node) node.sheet = { mode, chunks: next };
    else this.sheets.set(id, { mode, chunks: next, adopters: 0 });
  }

  #adopt(id: number, sheets: readonly number[]): void {
    const root = this.node(id);
    if (root.kind !== NodeKind.DOCUMENT && root.kind !== NodeKind.SHADOW_ROOT) throw new ModelError('no root');
    if (sheets.some((sheet) => !this.sheets.has(sheet))) throw new ModelError('no sheet');
    for (const sheet of sheets) this.#adopters(sheet, 1);
    this.#release(root.adopted ?? []);
    this.stale.add(root);
    root.adopted = sheets;
  }

  #release(sheets: readonly number[]): void {
    for (const sheet of sheets) this.#adopters(sheet, -1);
  }

  #adopters(id: number, change: number): void {
    const sheet = this.sheets.get(id);
    if (!sheet) return;
    sheet.adopters += change;
    if (sheet.adopters <= 0) this.sheets.delete(id);
  }
}

/** A node and all below it, parents first, without recursion: a page may be thousands of levels deep. */
export function* descendants(top: ModelNode): Generator<ModelNode> {
  let node: ModelNode | undefined = top;
  while (node) {
    const current: ModelNode = node;
    let following: ModelNode | undefined = current.first;
    for (let up: ModelNode | undefined = current; !following && up && up !== top; up = up.parent) following = up.next;
    yield current;
    node = following;
  }
}

/** A node's children, in order. */
export function* children(parent: ModelNode): Generator<ModelNode> {
  for (let node = parent.first; node; node = node.next) yield node;
}

function link(node: ModelNode, parent: ModelNode, before: ModelNode | undefined): void {
  const previous = before ? before.previous : parent.last;
  node.parent = parent;
  node.previous = previous;
  node.next = before;
  if (previous) previous.next = node;
  else parent.first = node;
  if (before) before.previous = node;
  else parent.last = node;
}

function unlink(node: ModelNode): void {
  const { parent, previous, next } = node;
  if (previous) previous.next = next;
  else if (parent) parent.first = next;
  if (next) next.previous = previous;
  else if (parent) parent.last = previous;
  node.parent = node.previous = node.next = undefined;
}
