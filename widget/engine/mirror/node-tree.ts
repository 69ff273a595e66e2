/**
 * Which DOM node stands for which node of the model, and where it stands: in the document, or beside it where the DOM has no place
 * for it. Owns the table; knows nothing of attributes, sheets or state.
 */
import { children, descendants, type ModelNode, type PageModel } from '../protocol/model.js';
import { NodeKind } from '../protocol/operations.js';
import { isChildless } from './attributes.js';
import * as dom from './dom.js';

/**
 * Levels that are shown. A browser's layout is recursive: Chromium crashes at two to four thousand. Parsers stop at 512, so a page
 * that goes deeper was made for that.
 */
export const DEPTH_MAX = 1024;

export class NodeTree {
  readonly #document: Document;
  readonly #model: PageModel;
  readonly #id: number;
  readonly #nodes = new Map<number, Node>();
  readonly #depths = new Map<number, number>();
  /** Where children are kept that their parent must not have: code, fallbacks, too many levels. */
  readonly #holders = new Map<number, DocumentFragment>();

  constructor(document: Document, model: PageModel, id: number) {
    this.#document = document;
    this.#model = model;
    this.#id = id;
  }

  /** Forgets everything, and empties the document. */
  begin(): void {
    for (const table of [this.#nodes, this.#depths, this.#holders]) table.clear();
    this.#nodes.set(this.#id, this.#document);
    const root = dom.rootElementOf(this.#document);
    if (root) dom.takeOut(root);
  }

  ids(): Iterable<number> {
    return this.#nodes.keys();
  }

  node(id: number): Node | undefined {
    return this.#nodes.get(id);
  }

  element(id: number): Element | undefined {
    const node = this.#nodes.get(id);
    return dom.isElement(node) ? node : undefined;
  }

  /** Enters a node that is in the model already. */
  add({ id, parent }: ModelNode, node: Node): void {
    this.#nodes.set(id, node);
    this.#depths.set(id, this.#depthBelow(parent));
  }

  /** Puts another DOM node in the place of one. */
  replace(id: number, node: Node): void {
    const old = this.#nodes.get(id);
    const parent = old && dom.parentOf(old);
    if (parent) dom.placeNode(parent, node, old);
    if (old) dom.takeOut(old);
    this.#nodes.set(id, node);
  }

  /** What takes the DOM nodes of a node's children. */
  container(parent: ModelNode): Node {
    const node = this.#nodes.get(parent.id);
    const { data } = parent;
    const hasPlace = !(data.kind === NodeKind.ELEMENT && isChildless(data)) && this.#depthBelow(parent) <= DEPTH_MAX;
    if (node && hasPlace) return node;
    let holder = this.#holders.get(parent.id);
    if (!holder) this.#holders.set(parent.id, (holder = dom.newFragment(this.#document)));
    return holder;
  }

  /** The DOM node before which children go: that of `id`, or of the next sibling that stands in the container. */
  following(id: number, container: Node): Node | null {
    for (let node = this.#model.nodes.get(id); node; node = node.next) {
      const found = this.#nodes.get(node.id);
      if (found && dom.parentOf(found) === container) return found;
    }
    return null;
  }

  /** Follows a move. Answers what happened to the DOM node, which a document takes only by `syncRootElement`. */
  move(moved: ModelNode, container: Node, sibling: Node | null): 'kept' | 'reinserted' | undefined {
    const node = this.#nodes.get(moved.id);
    // A shadow root cannot leave its host.
    if (!node || moved.kind === NodeKind.SHADOW_ROOT) return undefined;
    this.#sink(moved);
    if (container !== this.#document) return dom.moveNode(container, node, sibling);
    dom.takeOut(node);
    return 'reinserted';
  }

  /** Takes a node out with all below it, which the model has let go of. */
  remove(top: ModelNode): void {
    const node = this.#nodes.get(top.id);
    if (node && dom.isShadowRoot(node)) node.replaceChildren();
    else if (node) dom.takeOut(node);
    for (const { id } of descendants(top)) {
      for (const table of [this.#nodes, this.#depths, this.#holders]) table.delete(id);
    }
  }

  /**
   * A document allows one element and no text; the model may have more on the way from one root element to the next.
   * Answers the model's node if the root element is another one now.
   */
  syncRootElement(): ModelNode | undefined {
    let first = this.#model.nodes.get(this.#id)?.first;
    while (first && first.kind !== NodeKind.ELEMENT) first = first.next;
    const wanted = first && this.#nodes.get(first.id);
    const current = dom.rootElementOf(this.#document);
    if (wanted === (current ?? undefined)) return undefined;
    if (current) dom.takeOut(current);
    if (wanted) dom.placeNode(this.#document, wanted, null);
    return first;
  }

  #depthBelow(parent: ModelNode | undefined): number {
    return (parent ? (this.#depths.get(parent.id) ?? 0) : 0) + 1;
  }

  /** A subtree may be deeper or higher now; what crosses the limit leaves the document or comes back. */
  #sink(top: ModelNode): void {
    if (this.#depths.get(top.id) === this.#depthBelow(top.parent)) return;
    for (const node of descendants(top)) {
      if (!this.#nodes.has(node.id) || node.document !== this.#id) continue;
      const before = this.container(node);
      this.#depths.set(node.id, this.#depthBelow(node.parent));
      const after = this.container(node);
      if (before === after) continue;
      for (const child of children(node)) {
        const found = this.#nodes.get(child.id);
        if (found && child.kind !== NodeKind.SHADOW_ROOT) dom.placeNode(after, found, null);
      }
    }
  }
}
