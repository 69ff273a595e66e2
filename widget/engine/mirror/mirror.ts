/**
 * The mirror of one document and, through nested frames, of those inside it: keeps the model, and routes what the model has taken
 * to where it is shown. The same class at the root and nested; where operations come from is root-mirror.ts's and boot.ts's.
 */
import { descendants, PageModel, type ModelNode } from '../protocol/model.js';
import {
  NO_NODE,
  NodeKind,
  ROOT_ID,
  SheetMode,
  type InsertOperation,
  type Operation,
  type PointerOperation,
  type RemoveOperation,
  type SheetOperation,
} from '../protocol/operations.js';
import { subtreeOf } from '../protocol/snapshot.js';
import { Assets } from './assets.js';
import { DocumentView, type Point } from './document-view.js';
import * as dom from './dom.js';
import { FrameBudget } from './frame-budget.js';
import { NestedFrame } from './nested-frame.js';
import { Places } from './places.js';
import { MIRROR_READY, type AimedMessage, type PlacesMessage } from './port.js';

export interface MirrorOptions {
  /** The window whose document becomes the mirror. */
  readonly window: Window & typeof globalThis;
  /** The document's id in the model. */
  readonly document: number;
  /** Address of the mirror document for nested frames, by mode. */
  readonly address: (quirks: boolean) => string;
  /** An asset is missing, here or in a frame. */
  readonly assetMissing: (id: number) => void;
  /** Where the pointer is in the window's viewport. */
  readonly pointed: (point: Point, pressed: boolean) => void;
  /** Where watched elements are, or which one was meant, in the window's viewport. */
  readonly placed: (message: PlacesMessage | AimedMessage) => void;
}

export class Mirror {
  readonly model = new PageModel();
  readonly assets: Assets;
  readonly places: Places;
  readonly #options: MirrorOptions;
  readonly #view: DocumentView;
  /** By the id of the document that is shown in it. */
  readonly #frames = new Map<number, NestedFrame>();
  /** Documents that are too many, here or in a frame; decided at the root, and told to the others. */
  readonly #refused = new Set<number>();
  readonly #budget: FrameBudget | undefined;
  #hoveredFrame: NestedFrame | undefined;

  constructor(options: MirrorOptions) {
    this.#options = options;
    this.assets = new Assets(options.assetMissing, (id) => {
      for (const frame of this.#frames.values()) frame.assetDropped(id);
    });
    if (options.document === ROOT_ID) this.#budget = new FrameBudget();
    this.#view = new DocumentView(options.window, this.model, options.document, this.assets);
    this.places = new Places({
      window: options.window,
      elementOf: (id) => this.#view.element(id),
      idOf: (element) => this.#view.idOf(element),
      frames: () => this.#frames.values(),
      tell: options.placed,
    });
    options.window.addEventListener('message', ({ data, source }: MessageEvent<unknown>) => {
      if (data === MIRROR_READY) this.#frameIsReady(source);
    });
  }

  /**
   * Takes one operation into the model and shows it.
   * @throws ModelError when it does not fit; nothing is changed then.
   */
  apply(operation: Operation): void {
    const { model } = this;
    switch (operation.type) {
      case 'begin':
        model.apply(operation);
        for (const frame of this.#frames.values()) frame.close();
        this.#frames.clear();
        this.#refused.clear();
        this.#budget?.clear();
        return show(() => this.#view.begin());
      case 'pointer':
        return show(() => this.#point(operation));
      case 'remove':
        return this.#remove(operation);
      case 'sheet':
        if (!model.nodes.has(operation.id)) return this.#spliceConstructed(operation);
        break;
      case 'asset':
        if (operation.hash === '') this.assets.drop(operation.id);
        return model.apply(operation);
      case 'end':
      case 'digest':
        return model.apply(operation);
    }
    const node = model.node('parent' in operation ? operation.parent : operation.id);
    model.apply(operation);
    if (operation.type === 'insert') this.#countFrames(operation);
    if (operation.type === 'property' && operation.name === 'media' && node.id === ROOT_ID) {
      for (const frame of this.#frames.values()) frame.send(operation);
      show(() => this.#view.media(String(operation.value)));
    } else if (node.document === this.#options.document) show(() => this.#show(operation, node));
    else this.#frameOf(node.document)?.send(operation);
  }

  /** To be called behind the last operation of a message. */
  settle(): void {
    show(() => this.#view.settle());
    for (const frame of this.#frames.values()) frame.flush();
    this.places.changed();
  }

  /** An asset's bytes are here. */
  assetArrived(id: number, blob: Blob): void {
    this.assets.put(id, blob);
    show(() => this.#view.assetArrived(id));
    for (const frame of this.#frames.values()) frame.asset(id, blob);
  }

  /** Documents that will be inserted are too many for this page. */
  refuseFrames(ids: readonly number[]): void {
    for (const id of ids) this.#refused.add(id);
  }

  /** The pointer is in no document of this mirror. */
  leave(): void {
    this.#view.hover(undefined, false);
    this.#hoverFrame(undefined);
  }

  #show(
    operation: Exclude<Operation, { type: 'begin' | 'end' | 'asset' | 'pointer' | 'remove' | 'digest' }>,
    node: ModelNode,
  ): void {
    const view = this.#view;
    switch (operation.type) {
      case 'insert':
        view.insert(operation);
        for (const { id, kind } of operation.nodes) if (kind === NodeKind.DOCUMENT) this.#openFrame(id, node);
        return;
      case 'move':
        return view.move(operation);
      case 'attribute':
        return view.attribute(node, operation.name);
      case 'text':
        return view.text(node);
      case 'property':
        return view.property(node, operation.name);
      case 'sheet':
        return view.sheet(operation);
      case 'adopt':
        return view.adopt(node);
      case 'define':
        return view.define(operation.name);
    }
  }

  #remove(operation: RemoveOperation): void {
    const own: ModelNode[] = [];
    const elsewhere = new Map<NestedFrame, number[]>();
    for (const id of operation.ids) {
      const node = this.model.node(id);
      const home = node.kind === NodeKind.DOCUMENT ? node.parent?.document : node.document;
      const frame = home === undefined || home === this.#options.document ? undefined : this.#frameOf(home);
      if (frame) elsewhere.set(frame, [...(elsewhere.get(frame) ?? []), id]);
      else own.push(node);
    }
    const tops = operation.ids.map((id) => this.model.node(id));
    this.model.apply(operation);
    for (const top of tops) {
      for (const { id, kind } of descendants(top)) {
        if (kind !== NodeKind.DOCUMENT) continue;
        this.#refused.delete(id);
        this.#budget?.release(id);
      }
    }
    elsewhere.forEach((ids, frame) => frame.send({ type: 'remove', ids }));
    for (const top of own)
      for (const { id, kind } of descendants(top)) if (kind === NodeKind.DOCUMENT) this.#closeFrame(id);
    show(() => this.#view.remove(own));
  }

  /**
   * A constructed sheet belongs to no document until it is adopted, so every frame gets it. A frame may still have an old sheet of
   * this id, which the change to another mode empties.
   */
  #spliceConstructed(operation: SheetOperation): void {
    const isNew = !this.model.sheets.has(operation.id);
    this.model.apply(operation);
    const otherMode = operation.mode === SheetMode.TEXT ? SheetMode.RULES : SheetMode.TEXT;
    const emptied: SheetOperation = { ...operation, mode: otherMode, index: 0, removed: 0, chunks: [] };
    for (const frame of this.#frames.values()) {
      if (isNew) frame.send(emptied);
      frame.send(operation);
    }
    show(() => this.#view.sheet(operation));
  }

  #point(operation: PointerOperation): void {
    // A pointer is newer than the operations that it may have overtaken: an unknown id is no fault.
    const node = this.model.nodes.get(operation.id);
    if (!node) return;
    if (node.document !== this.#options.document) return this.#frameOf(node.document)?.send(operation);
    const point = this.#view.point(operation);
    this.#hoverFrame(undefined);
    if (point) this.#options.pointed(point, operation.pressed);
  }

  #countFrames({ parent, nodes }: InsertOperation): void {
    const documents = nodes.filter(({ kind }) => kind === NodeKind.DOCUMENT);
    for (const { id } of documents) {
      if (this.#budget && !this.#budget.grant(this.model.node(id))) this.#refused.add(id);
    }
    const refused = documents.map(({ id }) => id).filter((id) => this.#refused.has(id));
    if (refused.length > 0) this.#frameOf(this.model.node(parent).document)?.refuse(refused);
  }

  #refusedIn(frame: NestedFrame): number[] {
    return [...this.#refused].filter((id) => {
      const home = this.model.nodes.get(id)?.parent?.document;
      return home !== undefined && this.#frameOf(home) === frame;
    });
  }

  #openFrame(id: number, host: ModelNode): void {
    if (this.#refused.has(id)) return;
    const element = this.#view.element(host.id);
    if (!element || !dom.isHtml(element, 'iframe')) return;
    // A window has one document: whatever was shown there before goes.
    for (const [shown, frame] of this.#frames) if (frame.element === element) this.#frames.delete(shown);
    const { data } = this.model.node(id);
    // Browsers do not load an address in itself in itself; a query makes it another one.
    const address = `${this.#options.address(data.kind === NodeKind.DOCUMENT && data.quirks)}?${id}`;
    const frame = new NestedFrame(element, id, address, (message) => {
      if (message.type === 'wanted') {
        for (const wanted of message.ids) {
          const blob = this.assets.want(wanted);
          if (blob) frame.asset(wanted, blob);
        }
        return;
      }
      if (message.type !== 'pointer') return this.places.heard(frame, message);
      this.#view.hover(element, message.pressed);
      this.#hoverFrame(frame);
      this.#options.pointed(frame.outside(message), message.pressed);
    });
    this.#frames.set(id, frame);
  }

  #closeFrame(id: number): void {
    const frame = this.#frames.get(id);
    this.#frames.delete(id);
    if (!frame) return;
    if (frame === this.#hoveredFrame) this.#hoveredFrame = undefined;
    frame.close();
  }

  #frameIsReady(source: MessageEventSource | null): void {
    for (const [id, frame] of this.#frames) {
      if (source !== null && frame.element.contentWindow === source)
        frame.connect([...this.#startOf(id)], this.#refusedIn(frame), this.places.watched);
    }
  }

  /** All that a nested mirror needs to begin: a page that holds nothing but the frame with its document. */
  *#startOf(id: number): Generator<Operation> {
    const { model } = this;
    const top = model.node(id);
    const host = top.parent;
    if (!host) return;
    yield { type: 'begin', quirks: false };
    yield { type: 'insert', parent: ROOT_ID, before: NO_NODE, nodes: [host.data] };
    yield { type: 'insert', parent: host.id, before: NO_NODE, nodes: [top.data] };
    const media = model.node(ROOT_ID).properties?.get('media');
    if (media !== undefined) yield { type: 'property', id: ROOT_ID, name: 'media', value: media };
    for (const [sheet, { mode, chunks }] of model.sheets) {
      yield { type: 'sheet', id: sheet, mode, index: 0, removed: 0, chunks };
    }
    yield* subtreeOf(top);
  }

  /** The frame that a document is in, at whatever depth. */
  #frameOf(id: number): NestedFrame | undefined {
    let inner: ModelNode | undefined = this.model.nodes.get(id);
    while (inner?.parent) {
      const outer: number = inner.parent.document;
      if (outer === this.#options.document) return this.#frames.get(inner.id);
      inner = this.model.nodes.get(outer);
    }
    return undefined;
  }

  #hoverFrame(frame: NestedFrame | undefined): void {
    if (frame !== this.#hoveredFrame) this.#hoveredFrame?.leave();
    this.#hoveredFrame = frame;
  }
}

/** What goes wrong in showing must not cost the operations behind it: the model is right, and the DOM does its best. */
function show(act: () => void): void {
  try {
    act();
  } catch (error) {
    reportError(error);
  }
}
