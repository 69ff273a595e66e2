/**
 * Makes the model equal to the page, a little at a time (SPEC R). It is told which nodes may differ and compares them with what
 * the model has; a first snapshot is the same work with an empty model. Knows nothing of events, frames or time slices' lengths.
 */
import type { PageModel, ModelNode } from '../protocol/model.js';
import { descendants } from '../protocol/model.js';
import { NO_NODE, NodeKind, ROOT_ID, type NodeData, type Operation, type TextData } from '../protocol/operations.js';
import { newChildren, planChildren, type PlacedRun } from './child-plan.js';
import {
  containerOf,
  isDocument,
  isElement,
  isLink,
  isQuirky,
  isShadowRoot,
  isSlot,
  isStyle,
  isText,
  localNameOf,
  textOf,
} from './dom.js';
import { Choices } from './choices.js';
import { Dirty } from './dirty.js';
import type { Masker } from './masking/masker.js';
import type { MaskRules } from './masking/mask-rules.js';
import { capturedAttributes, capturedChildren, isBox, mayHaveChildren, nodeData, onlyText } from './node-data.js';
import { isStateful, type Properties } from './properties.js';
import { SecondPass } from './second-pass.js';
import type { SheetSync } from './sheet-sync.js';
import { Standing, Standings } from './standings.js';

/** New children that one step places. */
const RUN_LENGTH = 500;
/** A text that may be too long for its element. */
const SCROLLABLE_TEXT_LENGTH = 80;

/** A slice begins with asking what stands around its first node; on a page this deep for one node, it does one node at least. */
const LEVELS_A_STEP = 16;

const SECOND_PASS = Dirty.STATE | Dirty.SCROLL;

export interface ReconcilerOptions {
  readonly document: Document;
  readonly model: PageModel;
  readonly masker: Masker;
  readonly rules: MaskRules;
  readonly ignored: ReadonlySet<Node>;
  /** Applies an operation to the model and sends it. */
  readonly emit: (operation: Operation) => void;
  /** A root was found: watch it from now on, before its content is read. */
  readonly watch: (root: Document | ShadowRoot) => void;
  /** A custom element was found; whether its name is defined decides about `:defined`. */
  readonly customElement: (element: Element, name: string) => void;
  readonly sheets: SheetSync;
  /** Properties of a document; other nodes' are read here. */
  readonly documentState: (target: Document) => Properties;
}

export class Reconciler {
  readonly #options: ReconcilerOptions;
  readonly #ids = new WeakMap<Node, number>();
  readonly #nodes = new Map<number, Node>();
  readonly #dirty = new Map<Node, number>();
  /** A stack, so that a snapshot goes down one branch after the other. */
  readonly #work: Node[] = [];
  /** New in the model: their children are still to be read. */
  readonly #fresh: Node[] = [];
  /** As it was when the node was last read, unless open; what it is now may differ. */
  readonly #wasStanding = new WeakMap<Node, Standing>();
  readonly #standings: Standings;
  readonly #choices = new Choices((element) => this.isMasked(element));
  readonly #second: SecondPass;
  /** Left their parent; they may turn up elsewhere before the work is done. */
  readonly #missing = new Set<ModelNode>();
  /** Out of the document while nobody watched them: to be read anew if they come back. */
  #unwatched = new WeakSet<Node>();
  #deferred: Node[] = [];
  /** How many were deferred the last time. */
  #stuck = 0;
  #lastId = ROOT_ID;
  /** While the first snapshot is made, every element's scroll position is asked for; later, an event tells. */
  #first = true;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
    this.#standings = new Standings(options.document, options.rules, options.watch);
    this.#second = new SecondPass({
      ...options,
      standings: this.#standings,
      choices: this.#choices,
      modelOf: (node) => this.#modelOf(node),
    });
  }

  /** Puts the root document into the model and marks all of it. */
  begin(): void {
    const { document: root, emit, watch } = this.#options;
    this.#ids.set(root, ROOT_ID);
    this.#nodes.set(ROOT_ID, root);
    emit({ type: 'begin', quirks: isQuirky(root) });
    watch(root);
    this.mark(root, Dirty.CHILDREN | Dirty.ADOPTED | Dirty.STATE);
  }

  get idle(): boolean {
    const lists = [this.#work, this.#fresh, this.#deferred].every(({ length }) => length === 0);
    return lists && this.#second.idle && this.#missing.size === 0 && !this.#choices.stale;
  }

  /** A node that may differ. Nodes that the model does not have are read when they get there. */
  mark(node: Node, flags: number): void {
    const before = this.#dirty.get(node) ?? 0;
    if (before === 0) this.#work.push(node);
    this.#dirty.set(node, before | flags);
  }

  /** A node left the document; what happens in it until it is back goes unseen. */
  left(node: Node): void {
    this.#unwatched.add(node);
  }

  /** A node entered the document. Back in its old place nothing moves, so what changed while it was away must be asked for. */
  came(node: Node): void {
    if (this.#unwatched.has(node)) this.mark(node, Dirty.DEEP);
  }

  /** The node's id in the model, or that of the nearest ancestor in it; 0 when there is none. */
  idOf(node: Node | null): number {
    for (let at = node; at; at = containerOf(at)) {
      const id = this.#ids.get(at);
      if (id !== undefined && this.#nodes.has(id)) return id;
    }
    return NO_NODE;
  }

  /** The node that has an id. */
  nodeOf(id: number): Node | undefined {
    return this.#nodes.get(id);
  }

  /** Whether the model has the node; what it does not have is read when it gets there. */
  has(node: Node): boolean {
    return this.#modelOf(node) !== undefined;
  }

  /** An id for something that lives beside the tree, a constructed sheet. */
  nextId(): number {
    return ++this.#lastId;
  }

  isMasked(node: Node): boolean {
    return this.#standings.isMasked(node);
  }

  /** The outermost masked element that a node is in, if it is in one. */
  outermostMask(node: Node): Element | undefined {
    return this.#standings.outermost(node);
  }

  /** Whether it must not be told that this is chosen, though it is not masked itself. */
  hidesChoice(element: Element): boolean {
    return this.#choices.hidden(element, localNameOf(element));
  }

  /** For questions between two slices: the page may have changed since the last one. */
  look(): void {
    this.#standings.forget();
    this.#choices.forget();
  }

  /** Works until nothing is left or `pause` says so. True when the model equals the page. */
  run(pause: () => boolean): boolean {
    this.look();
    for (let steps = 1; ; steps++) {
      const node = this.#work.pop() ?? this.#fresh.pop();
      if (node) this.#firstPass(node);
      else if (this.#markChoices()) continue;
      else if (this.#deferred.length > 0) this.#resumeDeferred();
      else if (this.#missing.size > 0) this.#dropMissing();
      else if (!this.#second.step()) break;
      // Else a slice in a very deep tree would do little but find its way, and the whole take the square of its depth.
      if (pause() && steps >= this.#standings.walked / LEVELS_A_STEP) return this.idle;
    }
    this.#first = false;
    this.#unwatched = new WeakSet();
    return true;
  }

  #modelOf(node: Node): ModelNode | undefined {
    const id = this.#ids.get(node);
    return id === undefined ? undefined : this.#options.model.nodes.get(id);
  }

  #firstPass(node: Node): void {
    let flags = this.#dirty.get(node) ?? Dirty.CHILDREN;
    this.#dirty.delete(node);
    const model = this.#modelOf(node);
    // What is out of the document is read anew if it comes back; until then its ancestors cannot tell whether it is masked.
    if (!model || this.#standings.of(node) === Standing.OUT) return;
    if (flags & Dirty.DEEP) {
      // A name that somebody's text made is another one once it is masked.
      const name = isElement(node) && this.#options.masker.tag(node, this.isMasked(node));
      if (name && 'name' in model.data && model.data.name !== name) return this.#breakLoop(model);
      flags |= this.#everythingOf(node);
      this.#noteMask(node);
    }
    if (flags & Dirty.TEXT && isText(node)) this.#text(node, model);
    if (isElement(node)) {
      if (flags & Dirty.ATTRIBUTES) this.#attributes(node, model);
      // On a page that is masked as a whole a sheet's rules are judged one by one, as elsewhere: it would look like nothing.
      const isHidden = this.#standings.of(node) > Standing.VEILED;
      if (flags & Dirty.SHEET && !this.#options.sheets.syncElement(node, model, isHidden)) {
        this.mark(node, Dirty.SHEET);
      }
    } else if (flags & Dirty.ADOPTED && (isDocument(node) || isShadowRoot(node))) {
      this.#options.sheets.syncAdopted(node, model, () => this.nextId());
    }
    if (flags & Dirty.CHILDREN) this.#children(node, model, (flags & Dirty.DEEP) !== 0);
    const later = flags & SECOND_PASS;
    if (later) this.#second.mark(node, later);
  }

  #everythingOf(node: Node): number {
    if (isText(node)) return Dirty.TEXT;
    if (!isElement(node)) return Dirty.CHILDREN | Dirty.ADOPTED | Dirty.STATE;
    const sheet = isStyle(node) || isLink(node) ? Dirty.SHEET : 0;
    return Dirty.CHILDREN | Dirty.ATTRIBUTES | Dirty.STATE | Dirty.SCROLL | sheet;
  }

  #noteMask(node: Node): void {
    if (isSlot(node)) this.#shows(node);
    if (isText(node) || !this.#standsOtherwise(node)) return;
    const standing = this.#standings.of(node);
    if (standing === Standing.OPEN) this.#wasStanding.delete(node);
    else this.#wasStanding.set(node, standing);
    if (standing !== Standing.OPEN && isElement(node)) this.#choices.note(node);
  }

  /** What a slot shows is masked with the slot, wherever it stands itself. */
  #shows(slot: HTMLSlotElement): void {
    for (const shown of slot.assignedNodes()) {
      if (isText(shown)) this.mark(shown, Dirty.TEXT);
      else if (this.#standsOtherwise(shown)) this.mark(shown, Dirty.DEEP);
      // A masked one tells by which name the slot goes.
      else if (this.isMasked(shown)) this.mark(shown, Dirty.ATTRIBUTES);
    }
  }

  #standsOtherwise(node: Node): boolean {
    return (this.#wasStanding.get(node) ?? Standing.OPEN) !== this.#standings.of(node);
  }

  #text(node: Text, model: ModelNode): void {
    const text = this.#options.masker.text(textOf(node), this.isMasked(node));
    if (text !== model.text) this.#options.emit({ type: 'text', id: model.id, text });
  }

  #attributes(element: Element, model: ModelNode): void {
    const { masker, emit } = this.#options;
    const desired = capturedAttributes(element, this.#standings.of(element), masker, this.#choices);
    const names = new Set<string>();
    const { id } = model;
    for (let i = 0; i < desired.length; i += 2) {
      const name = desired[i] as (typeof desired)[number];
      const value = desired[i + 1] as (typeof desired)[number];
      names.add(name);
      if (model.attribute(name) !== value) emit({ type: 'attribute', id, name, value });
    }
    for (const name of model.attributes.filter((_name, i) => i % 2 === 0)) {
      if (!names.has(name)) emit({ type: 'attribute', id, name, value: undefined });
    }
    if (isStateful(element, localNameOf(element))) this.mark(element, Dirty.STATE);
  }

  #children(parent: Node, model: ModelNode, deep: boolean): void {
    const standing = this.#standings.of(parent);
    // What a box holds goes at once: nobody looks at its masks, so it must not move out as it is known.
    if (isBox(parent, standing)) {
      while (model.first) this.#remove(model.first);
      return;
    }
    const desired = capturedChildren(parent, this.#options.ignored);
    const isNew = !model.first && !desired.some((node) => this.#ids.has(node));
    const plan = isNew ? newChildren(desired) : planChildren(desired, model, (node) => this.#sameDocument(node, model));
    // A child that came from another document was taken out with all around it, this parent included; it comes back as new.
    if (this.#options.model.nodes.get(model.id) !== model) return;
    if (plan.runs.some((run) => run.known && this.#wouldLoop(run, model))) {
      // Its own ancestor has not been moved yet; that one is dirty too, so its turn comes first.
      this.#deferred.push(parent);
      this.#dirty.set(parent, (this.#dirty.get(parent) ?? 0) | Dirty.CHILDREN | (deep ? Dirty.DEEP : 0));
      return;
    }
    for (const node of plan.missing) this.#missing.add(node);
    for (const run of plan.runs) {
      // A slice must end somewhere in a list of ten thousand; the rest is planned again.
      const rest = run.known ? [] : run.nodes.splice(0, Math.max(0, run.nodes.length - RUN_LENGTH));
      this.#place(run, model);
      if (rest.length > 0) return this.mark(parent, Dirty.CHILDREN | (deep ? Dirty.DEEP : 0));
    }
    if (deep) for (const child of desired) this.mark(child, Dirty.DEEP);
  }

  /** A node that came from another document starts over: a move never crosses documents. */
  #sameDocument(node: Node, parent: ModelNode): ModelNode | undefined {
    const model = this.#modelOf(node);
    if (!model || isDocument(node) || model.document === parent.document) return model;
    this.#remove(model);
    return undefined;
  }

  #wouldLoop(run: PlacedRun, parent: ModelNode): boolean {
    const moved = new Set(run.nodes.map((node) => this.#modelOf(node)));
    for (let above: ModelNode | undefined = parent; above; above = above.parent) if (moved.has(above)) return true;
    return false;
  }

  #place(run: PlacedRun, parent: ModelNode): void {
    const { emit } = this.#options;
    const before = run.before ? (this.#ids.get(run.before) ?? NO_NODE) : NO_NODE;
    if (!run.known) {
      const nodes: NodeData[] = [];
      const texts: (TextData | undefined)[] = [];
      for (const node of run.nodes) {
        nodes.push(this.#create(node));
        texts.push(this.#createOnlyText(node));
      }
      emit({ type: 'insert', parent: parent.id, before, nodes, texts });
      return run.nodes.forEach((node, i) => this.#inserted(node, texts[i]));
    }
    const ids = run.nodes.map((node) => this.#ids.get(node) ?? NO_NODE);
    emit({ type: 'move', parent: parent.id, before, ids });
    for (const node of run.nodes) this.#moved(node);
  }

  #create(node: Node): NodeData {
    let id = this.#ids.get(node);
    if (id === undefined) this.#ids.set(node, (id = this.nextId()));
    this.#nodes.set(id, node);
    if (isShadowRoot(node) || isDocument(node)) this.#options.watch(node);
    if (isElement(node)) {
      const name = localNameOf(node);
      if (name.includes('-')) this.#options.customElement(node, name);
    }
    this.#noteMask(node);
    return nodeData(node, id, this.#standings.of(node), this.#options.masker, this.#choices);
  }

  /** Most texts are alone in their element, and most elements hold nothing else. */
  #createOnlyText(node: Node): TextData | undefined {
    const only = onlyText(node, this.#standings.of(node));
    // One that the model has is moved in its parent's turn.
    if (!only || this.#modelOf(only)) return undefined;
    const data = this.#create(only);
    return data.kind === NodeKind.TEXT ? data : undefined;
  }

  #inserted(node: Node, text: TextData | undefined): void {
    if (!text && mayHaveChildren(node)) this.#fresh.push(node);
    if (isElement(node)) {
      // What holds a short text has nothing to scroll.
      if (this.#first && !(text && text.text.length < SCROLLABLE_TEXT_LENGTH)) this.#second.maybeScrolled(node);
      if (isStateful(node, localNameOf(node))) this.#second.mark(node, Dirty.STATE);
      if (isStyle(node) || isLink(node)) this.mark(node, Dirty.SHEET);
    } else if (!isText(node)) {
      this.mark(node, Dirty.CHILDREN | Dirty.ADOPTED | Dirty.STATE);
    }
  }

  #moved(node: Node): void {
    const model = this.#modelOf(node);
    if (!model) return;
    this.#missing.delete(model);
    let anew = false;
    for (let above: ModelNode | undefined = model; above && !anew; above = above.parent) {
      anew = this.#unwatched.has(this.#nodes.get(above.id) as Node);
    }
    if (anew || isText(node) || this.#standsOtherwise(node)) this.mark(node, Dirty.DEEP);
    // A move resets what the browser keeps beside the tree: scroll positions, a chosen option.
    for (const { id, properties } of descendants(model)) {
      const moved = properties && this.#nodes.get(id);
      if (moved) this.mark(moved, SECOND_PASS);
    }
  }

  #resumeDeferred(): void {
    const deferred = this.#deferred;
    this.#deferred = [];
    const before = deferred.length;
    const models = deferred.map((node) => this.#modelOf(node));
    // Nobody else has work: whoever would loop now waits for a node that left the page, so that one goes first.
    if (this.#stuck === before) for (const model of models) if (model) this.#breakLoop(model);
    this.#stuck = before;
    for (const node of deferred) {
      const flags = this.#dirty.get(node) ?? Dirty.CHILDREN;
      this.#dirty.delete(node);
      this.mark(node, flags);
    }
  }

  /** Takes the deferred parent out of the model: it comes back as a new node where the page has it. */
  #breakLoop(model: ModelNode): void {
    const node = this.#nodes.get(model.id);
    const container = node && containerOf(node);
    this.#remove(model);
    if (container) this.mark(container, Dirty.CHILDREN);
    this.#stuck = 0;
  }

  #dropMissing(): void {
    for (const model of this.#missing) {
      this.#missing.delete(model);
      const node = this.#nodes.get(model.id);
      if (!node || this.#options.model.nodes.get(model.id) !== model) continue;
      const container = containerOf(node);
      const home = container && this.#modelOf(container);
      // It is back with its parent, whose children were compared before it left.
      if (home && home === model.parent) continue;
      this.#remove(model);
      if (home) this.mark(container, Dirty.CHILDREN);
    }
  }

  #remove(model: ModelNode): void {
    const { emit } = this.#options;
    for (const { id } of descendants(model)) this.#nodes.delete(id);
    emit({ type: 'remove', ids: [model.id] });
  }

  /** Others of the group of what was masked. Whether there are any. */
  #markChoices(): boolean {
    const others = [...this.#choices.take()];
    for (const other of others) this.mark(other, Dirty.ATTRIBUTES | Dirty.STATE);
    return others.length > 0;
  }
}
