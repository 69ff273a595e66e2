/**
 * One document of the customer's page in one document of the mirror: applies what the model has taken to the DOM. Trusts no
 * sender, and never throws for what a browser refuses. Knows no ports and no other document.
 */
import { descendants, type ModelNode, type PageModel } from '../protocol/model.js';
import {
  ASSET_SCHEME,
  NO_NODE,
  NodeKind,
  ROOT_ID,
  type ElementData,
  type InsertOperation,
  type MoveOperation,
  type PointerOperation,
  type PropertyName,
  type SheetOperation,
} from '../protocol/operations.js';
import type { Assets } from './assets.js';
import { isPictureAttribute, isRefused, safeValue } from './attributes.js';
import { mayNameAddress, parseMedia, rewriteCss } from './css.js';
import * as dom from './dom.js';
import { Marks } from './marks.js';
import { NodeTree } from './node-tree.js';
import { Pictures } from './pictures.js';
import { applyProperty, closeModal, isLostOnReinsertion } from './properties.js';
import { Scrolls } from './scrolls.js';
import { Sheets } from './sheets.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export class DocumentView {
  readonly #document: Document;
  readonly #window: Window & typeof globalThis;
  readonly #model: PageModel;
  readonly #id: number;
  readonly #assets: Assets;
  readonly #tree: NodeTree;
  /** Nodes whose attributes name an asset that is missing. */
  readonly #waiting = new Map<number, Set<number>>();
  /** Selects whose choice has to be made again, and all whose choice is known. */
  readonly #selects = new Set<ModelNode>();
  readonly #choices = new WeakMap<Element, ModelNode>();
  readonly #sheets: Sheets;
  readonly #scrolls: Scrolls;
  readonly #pictures = new Pictures();
  readonly #marks = new Marks();
  #focusChanged = false;

  /** @param window the document's own; @param id the document's in the model */
  constructor(window: Window & typeof globalThis, model: PageModel, id: number, assets: Assets) {
    this.#window = window;
    this.#document = window.document;
    this.#model = model;
    this.#id = id;
    this.#assets = assets;
    this.#tree = new NodeTree(window.document, model, id);
    this.#sheets = new Sheets(window, model, assets, (node) => this.#styleElement(node), id === ROOT_ID);
    this.#scrolls = new Scrolls(window, (node) => this.#tree.node(node.id));
    this.#listen(this.#document);
    window.document.fonts?.addEventListener('loadingdone', () => this.#scrolls.settle());
  }

  /** Empties the document. */
  begin(): void {
    this.#tree.begin();
    this.#sheets.adopt(this.#document, []);
  }

  /** The element of a node, if it has one here. */
  element(id: number): Element | undefined {
    return this.#tree.element(id);
  }

  /** The id of an element, 0 if it is not the model's. Looked for: nobody asks often enough for a second table. */
  idOf(element: Element): number {
    for (const id of this.#tree.ids()) if (this.#tree.node(id) === element) return id;
    return 0;
  }

  insert({ parent: parentId, before, nodes, texts }: InsertOperation): void {
    const parent = this.#model.node(parentId);
    const container = this.#tree.container(parent);
    const sibling = this.#tree.following(before, container);
    for (const { id } of nodes) {
      const built = this.#build(this.#model.node(id), parent);
      if (built && container !== this.#document) dom.placeNode(container, built, sibling);
    }
    // Only what was made here, for a frame, has them; off the wire they are inserts of their own.
    texts?.forEach((text, i) => {
      const element = nodes[i];
      if (text && element) this.insert({ type: 'insert', parent: element.id, before: NO_NODE, nodes: [text] });
    });
    this.#childrenChanged(parent);
  }

  move({ parent: parentId, before, ids }: MoveOperation): void {
    const parent = this.#model.node(parentId);
    const container = this.#tree.container(parent);
    const sibling = this.#tree.following(before, container);
    for (const id of ids) {
      const node = this.#model.node(id);
      this.#optionsChange(id);
      const outcome = this.#tree.move(node, container, sibling);
      if (outcome === 'reinserted') this.#reinserted(node);
      // Firefox's `moveBefore` forgets scroll positions.
      if (outcome === 'kept') this.#scrollAgain(node);
    }
    // The chain above the focused element may be another one now.
    this.#focusChanged = true;
    this.#childrenChanged(parent);
  }

  /** @param tops nodes that the model has let go of, each with what was below it */
  remove(tops: readonly ModelNode[]): void {
    for (const top of tops) {
      this.#optionsChange(top.id);
      this.#tree.remove(top);
      for (const { id, sheet } of descendants(top)) if (sheet) this.#sheets.forget(id);
    }
    this.#sheets.prune();
    this.#syncRootElement();
  }

  attribute(node: ModelNode, name: string): void {
    const element = this.element(node.id);
    if (element && node.data.kind === NodeKind.ELEMENT) this.#setAttribute(node, node.data, element, name);
  }

  text(node: ModelNode): void {
    const text = this.#tree.node(node.id);
    if (text) text.nodeValue = node.text ?? '';
  }

  property(node: ModelNode, name: PropertyName): void {
    switch (name) {
      case 'scrollLeft':
      case 'scrollTop':
        return this.#scrolls.changed(node);
      case 'focus':
        this.#focusChanged = true;
        return;
      case 'boxWidth':
      case 'boxHeight':
        return this.#showPicture(node);
      default: {
        const element = this.element(node.id);
        if (element && name === 'selection') this.#choices.set(element, node);
        if (element) applyProperty(node, element, name);
      }
    }
  }

  /** What the customer's media features answer; see the `media` property. */
  media(text: string): void {
    this.#sheets.media = parseMedia(text);
    for (const id of this.#tree.ids()) {
      const node = this.#model.nodes.get(id);
      if (node?.sheet) this.attribute(node, 'media');
      else if (node?.attribute('style')?.includes('color-scheme')) this.attribute(node, 'style');
    }
  }

  sheet(operation: SheetOperation): void {
    this.#sheets.splice(operation);
  }

  adopt(node: ModelNode): void {
    const root = this.#tree.node(node.id);
    if (root === this.#document) this.#sheets.adopt(this.#document, node.adopted ?? []);
    else if (root && dom.isShadowRoot(root)) this.#sheets.adopt(root, node.adopted ?? []);
  }

  define(name: string): void {
    const { customElements, HTMLElement } = this.#window;
    // A name may be reserved, or defined already.
    dom.attempt(() => customElements.define(name, class extends HTMLElement {}));
  }

  assetArrived(assetId: number): void {
    const waiting = this.#waiting.get(assetId);
    this.#waiting.delete(assetId);
    for (const id of waiting ?? []) {
      const node = this.#model.nodes.get(id);
      if (!node || !this.#tree.node(id)) continue;
      for (let i = 0; i < node.attributes.length; i += 2) {
        if (node.attributes[i + 1]?.includes(ASSET_SCHEME)) this.attribute(node, node.attributes[i] ?? '');
      }
    }
    this.#sheets.assetArrived(assetId);
  }

  /** Draws the pointer's hover, and answers where it is in this document's viewport. */
  point({ id, x, y, pressed }: PointerOperation): Point | undefined {
    const node = this.#tree.node(id);
    const element = node === this.#document ? (dom.rootElementOf(this.#document) ?? undefined) : this.element(id);
    this.#marks.hover(element, pressed);
    if (!element) return undefined;
    const box = dom.boxOf(element);
    return { x: box.left + x * box.width, y: box.top + y * box.height };
  }

  /** The pointer is over this element, or not in this document. */
  hover(element: Element | undefined, pressed: boolean): void {
    this.#marks.hover(element, pressed);
  }

  /** Does what is done once a message: whole sheets, choices, focus, and then scrolling, which needs a layout. */
  settle(): void {
    this.#sheets.settle();
    for (const node of this.#selects) this.property(node, 'selection');
    this.#selects.clear();
    if (this.#focusChanged) {
      const focus = this.#model.nodes.get(this.#id)?.properties?.get('focus');
      this.#marks.focus(typeof focus === 'number' ? this.element(focus) : undefined);
      this.#focusChanged = false;
    }
    this.#scrolls.settle();
  }

  /** The new DOM node, unless it is one that is not placed: a shadow root, or a nested document, which is another view's. */
  #build(node: ModelNode, parent: ModelNode): Node | undefined {
    const { data } = node;
    switch (data.kind) {
      case NodeKind.TEXT: {
        const text = dom.newText(this.#document, data.text);
        this.#tree.add(node, text);
        return text;
      }
      case NodeKind.ELEMENT: {
        const element = dom.newElement(this.#document, data.namespace, data.name);
        this.#tree.add(node, element);
        // Empty scripts do nothing, but one that is filled by a sender who means harm would run.
        if (data.name === 'script') dom.writeAttribute(element, 'type', 'text/plain');
        for (let i = 0; i < data.attributes.length; i += 2) {
          this.#setAttribute(node, data, element, data.attributes[i] ?? '');
        }
        return element;
      }
      case NodeKind.SHADOW_ROOT: {
        const root = this.#attachShadow(parent);
        if (root) this.#tree.add(node, root);
        return undefined;
      }
      case NodeKind.DOCUMENT:
        return undefined;
    }
  }

  #attachShadow(parent: ModelNode): ShadowRoot | undefined {
    const host = this.element(parent.id);
    if (!host) return undefined;
    const root = dom.shadowRootOf(host) ?? dom.attempt(() => host.attachShadow({ mode: 'open' }));
    if (!root) return undefined;
    root.replaceChildren();
    this.#listen(root);
    this.#sheets.adopt(root, []);
    return root;
  }

  #setAttribute(node: ModelNode, data: ElementData, element: Element, name: string): void {
    if (isPictureAttribute(data, name)) return this.#showPicture(node);
    if (isRefused(data, name)) return;
    const value = node.attribute(name);
    let safe = value === undefined ? undefined : safeValue(data, name, value);
    if (safe !== undefined) {
      if (name === 'media') safe = this.#sheets.mediaQuery(safe);
      // A style, or one of the many attributes of SVG that are CSS.
      else if (name === 'style' || ('ownerSVGElement' in element && mayNameAddress(safe))) safe = this.#css(node, safe);
    } else if (name === 'open') closeModal(element);
    dom.writeAttribute(element, name, safe);
    // Firefox then makes a style's sheet anew from its text.
    if (name === 'media') this.#sheets.reinserted(node.id);
  }

  #css(node: ModelNode, text: string): string {
    return rewriteCss(text, {
      media: this.#sheets.media,
      asset: (id) => this.#assetFor(node, this.#assets.url(id), id),
    });
  }

  #showPicture(node: ModelNode): void {
    const element = this.element(node.id);
    if (!element) return;
    this.#pictures.show(node, element, (id) => this.#assetFor(node, this.#assets.imageUrl(id), id));
  }

  /** Remembers who waits for an asset that is missing. */
  #assetFor(node: ModelNode, url: string | undefined, assetId: number): string | undefined {
    if (url === undefined) {
      const waiting = this.#waiting.get(assetId) ?? new Set();
      this.#waiting.set(assetId, waiting.add(node.id));
    }
    return url;
  }

  /** The element that holds a node's sheet. A link becomes a style element, since it could only load. */
  #styleElement(node: ModelNode): HTMLStyleElement | undefined {
    const element = this.element(node.id);
    if (!element || node.data.kind !== NodeKind.ELEMENT) return undefined;
    if (node.data.name === 'style') return isStyle(element) ? element : undefined;
    if (dom.isHtml(element, 'style')) return element;
    if (!dom.isHtml(element, 'link')) return undefined;
    const style = dom.newElement(this.#document, node.data.namespace, 'style');
    this.#tree.replace(node.id, style);
    for (let i = 0; i < node.attributes.length; i += 2) this.attribute(node, node.attributes[i] ?? '');
    return isStyle(style) ? style : undefined;
  }

  /** Gives back what a subtree lost when it left the document for a moment. */
  #reinserted(top: ModelNode): void {
    for (const node of descendants(top)) {
      if (node.sheet) this.#sheets.reinserted(node.id);
      for (const name of node.properties?.keys() ?? []) {
        if (isLostOnReinsertion(name) || name === 'scrollLeft' || name === 'scrollTop') this.property(node, name);
      }
    }
  }

  #scrollAgain(top: ModelNode): void {
    for (const node of descendants(top)) {
      if (node.properties?.has('scrollLeft') || node.properties?.has('scrollTop')) this.#scrolls.changed(node);
    }
  }

  #childrenChanged(parent: ModelNode): void {
    this.#syncRootElement();
    this.#optionsChange(parent.id);
  }

  /** What a select shows may change with its options, those that come as well as those that go. */
  #optionsChange(id: number): void {
    const select = this.element(id)?.closest('select');
    const node = select && this.#choices.get(select);
    if (node) this.#selects.add(node);
  }

  #syncRootElement(): void {
    const changed = this.#tree.syncRootElement();
    if (changed) this.#reinserted(changed);
  }

  /** Pictures that load make room for scroll positions; `load` does not leave a shadow tree. */
  #listen(root: Document | ShadowRoot): void {
    root.addEventListener(
      'load',
      ({ target }) => {
        if (target instanceof this.#window.Node) this.#pictures.loaded(target);
        this.#scrolls.settle();
      },
      true,
    );
  }
}

function isStyle(element: Element): element is HTMLStyleElement {
  return 'sheet' in element;
}
