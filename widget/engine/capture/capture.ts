/**
 * A customer's page as messages: wires what is watched to what is sent. One capture is one model; it starts with its first agent, gives
 * later ones a snapshot of the model, and leaves the page as it was.
 */
import type { MaskSettings } from '../../service/contract.js';
import { OperationEncoder } from '../protocol/encoder.js';
import { EVERYBODY, FrameClass } from '../protocol/frame.js';
import { PageModel } from '../protocol/model.js';
import { type Operation } from '../protocol/operations.js';
import { AssetStore } from './assets.js';
import type { CaptureOptions } from './capture-options.js';
import { assetBodies } from './asset-answers.js';
import { CustomElementNames } from './custom-elements.js';
import { FaultCount } from './fault-count.js';
import { isDocument, ownerDocument, queryAll, titleElementOf, viewOf, type Root } from './dom.js';
import { LazyDigests } from './lazy-digests.js';
import { Masker } from './masking/masker.js';
import { MaskRules } from './masking/mask-rules.js';
import { maskedElements } from './masking/masked-elements.js';
import { PasswordMemory } from './masking/password-memory.js';
import { documentProperties, mediaFeatures, rootProperties, watchMedia, watchPageState } from './page-state.js';
import { PageWatcher } from './page-watcher.js';
import { PointerWatcher, type PointerPlace } from './pointer.js';
import type { Properties } from './properties.js';
import { Dirty } from './dirty.js';
import { Reconciler } from './reconciler.js';
import { SheetReader } from './sheets.js';
import { SheetSync } from './sheet-sync.js';
import { Slices } from './slices.js';
import { MESSAGE_SIZE, SnapshotJobs } from './snapshot-jobs.js';
import { ToldAssets } from './told-assets.js';
import { Whereabouts } from './whereabouts.js';

export type { CaptureOptions };

export class Capture {
  /** What the agents' mirrors hold once they took in all that was sent. */
  readonly model = new PageModel();
  readonly #options: CaptureOptions;
  readonly #document: Document;
  readonly #encoder = new OperationEncoder();
  readonly #pending: Operation[] = [];
  readonly #staleRoots = new Set<Root>();
  readonly #staleSheets = new Set<CSSStyleSheet>();
  readonly #ignored: Set<Node>;
  readonly #jobs: SnapshotJobs;
  readonly #slices: Slices;
  readonly #assets: AssetStore;
  readonly #told: ToldAssets;
  readonly #masker: Masker;
  readonly #rules: MaskRules;
  #masking: MaskSettings;
  readonly #reader: SheetReader;
  readonly #whereabouts: Whereabouts;
  readonly #passwords: PasswordMemory;
  #sheets: SheetSync;
  #customElements: CustomElementNames;
  #watcher: PageWatcher | undefined;
  #pointer: PointerWatcher | undefined;
  #reconciler: Reconciler;
  #media = '';
  /** Since the model was last read. */
  #masksCame = false;
  #complete = false;
  #begun = false;
  readonly #faults = new FaultCount();
  readonly #digests: LazyDigests;

  constructor(options: CaptureOptions) {
    this.#options = options;
    this.#document = options.window.document;
    this.#passwords = options.passwords ?? new PasswordMemory(options.window);
    this.#assets = new AssetStore(options.window, (asset) => {
      this.#told.add(asset);
      this.#slices.request();
    });
    const page = { roots: () => this.#roots, isMasked: (node: Node) => this.#reconciler.isMasked(node) };
    this.#masker = new Masker(
      (url, shown) => this.#assets.idFor(url, shown),
      () => this.#lookAgain(),
      page,
      options.looks,
    );
    this.#masking = options.masking();
    this.#rules = new MaskRules(this.#masking, this.#passwords);
    this.#reader = new SheetReader(this.#masker, this.#rules, (names) => this.#namesSeen(names));
    const emit = (operation: Operation): void => this.#emit(operation);
    const [model, store, reader, masker] = [this.model, this.#assets, this.#reader, this.#masker];
    this.#told = new ToldAssets({ model, store, reader, masker, emit });
    this.#sheets = this.#newSheets();
    this.#customElements = this.#newCustomElements();
    this.#ignored = new Set(options.ignored);
    this.#jobs = new SnapshotJobs(this.model, options.output);
    this.#slices = new Slices((pause) => this.#work(pause), options.sliceBudgetMs, options.output.ready);
    this.#digests = new LazyDigests({
      model: this.model,
      request: () => this.#slices.request(),
      say: (operation) => this.#say(FrameClass.OPERATIONS, operation),
      intervalMs: options.digestIntervalMs,
    });
    this.#reconciler = this.#newReconciler();
    this.#whereabouts = new Whereabouts(() => this.#reconciler, this.#ignored);
  }

  /** Whether the agents were sent everything that was noticed so far. */
  get idle(): boolean {
    return this.#slices.idle;
  }

  /** The node behind an id of the model. It may have left the document. */
  nodeOf(id: number): Node | undefined {
    return this.#reconciler.nodeOf(id);
  }

  /** The id of a node, or that of the nearest node around it that has one; 0 for none. */
  idOf(node: Node): number {
    return this.#reconciler.idOf(node);
  }

  /** Whether agents may see this only masked, as the page is now: changes that no slice has taken in yet count. */
  isMasked(node: Node): boolean {
    if (!this.#watcher) return true;
    this.#lookNow();
    return this.#reconciler.isMasked(node);
  }

  /** A node of our own that comes later; never mirrored. */
  ignore(node: Node): void {
    this.#ignored.add(node);
  }

  /** Begins the capture for everybody, or gives this agent a snapshot of one that runs. */
  snapshotFor(agent: number): void {
    if (this.#begun) this.#jobs.add(agent);
    this.#begun = true;
    this.#slices.request();
  }

  /** Settles once masked elements look as they will; `idle` may be true before. For tests and for who shows the page at once. */
  get looks(): Promise<void> {
    return this.#masker.loadLook();
  }

  /** The outermost elements that agents cannot read, blocked ones included: as the page is at this moment, or as agents were sent it. */
  maskedElements(now = true): Element[] {
    if (now) this.#lookNow();
    return maskedElements(this.#roots, this.#rules, this.#reconciler);
  }

  get #roots(): Iterable<Root> {
    return this.#watcher?.roots ?? [];
  }

  /** Bodies of ASSET messages that answer an agent's ASSET_REQUEST. Anything else than a short list of hashes has none. */
  answers(body: Uint8Array): IterableIterator<Uint8Array<ArrayBuffer>> {
    return assetBodies(body, this.#assets);
  }

  /** Stops and puts the page back as it was. May be called twice. */
  stop(): void {
    this.#slices.stop();
    this.#digests.stop();
    this.#watcher?.stop();
    this.#assets.stop();
    this.#customElements.stop();
    if (!this.#options.passwords) this.#passwords.stop();
  }

  #start(): void {
    const watcher = new PageWatcher({
      mark: (node, flags) => this.#reconciler.mark(node, flags),
      left: (node) => this.#reconciler.left(node),
      came: (node) => this.#reconciler.came(node),
      decidesSelection: (attribute) => this.#rules.dependsOn(attribute),
      selectionChanged: (root) => this.#staleRoots.add(root),
      treeChanged: () => (this.#reader.isStale = true),
      rules: (sheet) => this.#rulesChanged(sheet),
      declarations: (rule) => {
        this.#reader.forget(rule);
        if (rule.parentStyleSheet) this.#rulesChanged(rule.parentStyleSheet);
      },
      changed: () => this.#slices.request(),
    });
    this.#watcher = watcher;
    this.#pointer = new PointerWatcher(watcher.signal, (place) => this.#pointed(place));
    const { window } = this.#options;
    const readMedia = (): void => {
      this.#media = mediaFeatures(window);
      this.#checkSilentState();
    };
    watchPageState(window, watcher.signal, () => this.#checkSilentState());
    watchMedia(window, watcher.signal, readMedia);
    window.addEventListener('resize', () => this.#lookAgain(), { signal: watcher.signal });
    this.#media = mediaFeatures(window);
    this.#begin();
  }

  #newSheets(): SheetSync {
    return new SheetSync(this.model, this.#reader, (operation) => this.#emit(operation));
  }

  #newCustomElements(): CustomElementNames {
    return new CustomElementNames((target, name) =>
      this.#emitLater({ type: 'define', id: this.#reconciler.idOf(target), name: this.#masker.name(name) }),
    );
  }

  #newReconciler(): Reconciler {
    return new Reconciler({
      document: this.#document,
      model: this.model,
      masker: this.#masker,
      rules: this.#rules,
      ignored: this.#ignored,
      emit: (operation) => this.#emit(operation),
      watch: (root) => this.#watch(root),
      customElement: (element, name) => this.#customElements.found(element, name),
      sheets: this.#sheets,
      documentState: (target) => this.#documentState(target),
    });
  }

  #begin(): void {
    this.#complete = false;
    this.#told.restart();
    this.#reconciler.begin();
  }

  #watch(root: Root): void {
    if (!this.#watcher?.watch(root)) return;
    this.#passwords.look(root);
    // Something may have moved in here that was read elsewhere, where other rules held.
    this.#look(root);
    const view = isDocument(root) && viewOf(root);
    if (isDocument(root)) this.#pointer?.watch(root);
    if (view) this.#assets.watch(view);
  }

  #emit(operation: Operation): void {
    this.model.apply(operation);
    // Until the model is complete nobody has a snapshot that this could change.
    if (this.#complete) this.#encoder.write(operation);
  }

  /** For what happens outside a slice: while a late agent's snapshot is made the model must not change. */
  #emitLater(operation: Operation): void {
    this.#pending.push(operation);
    this.#slices.request();
  }

  #work(pause: () => boolean): boolean {
    try {
      if (!this.#watcher) this.#start();
      if (this.#jobs.running && !this.#startOver()) {
        this.#digests.sent();
        this.#jobs.run(pause);
        return false;
      }
      this.#refresh();
      this.#masksCame = false;
      const done = this.#reconciler.run(() => pause() || this.#encoder.size > MESSAGE_SIZE);
      if (done && this.#reader.isStale && (!this.#complete || this.#jobs.waiting)) {
        this.#judgeSheets();
        return false;
      }
      if (done) this.#told.settle(this.#rules.masksContent, this.#complete && this.#jobs.waiting);
      if (done && !this.#complete) {
        this.#complete = true;
        this.#jobs.addEverybody();
        this.#digests.load();
      }
      this.#send();
      // Only now does the model hold all that the page has masked meanwhile.
      if (done) this.#jobs.next();
      if (!done || this.#jobs.running) return false;
      this.#options.output.settled?.();
      return this.#digests.run(pause);
    } catch (error) {
      return this.#fault(error);
    }
  }

  /** What was masked since a snapshot began must not be in the rest of it. */
  #startOver(): boolean {
    this.#refreshMasks();
    const recipient = this.#masksCame ? this.#jobs.restart() : undefined;
    // Nobody has a page that could change.
    if (recipient === EVERYBODY) this.#complete = false;
    return recipient !== undefined;
  }

  /** Takes in what happened since the last slice, before anything is read: masks first. */
  #refresh(): void {
    this.#refreshMasks();
    for (const sheet of this.#staleSheets) this.#sheets.syncConstructed(sheet, this.#document);
    this.#staleSheets.clear();
    for (const operation of this.#pending.splice(0))
      if (!('id' in operation) || this.model.nodes.has(operation.id)) this.#emit(operation);
  }

  /** Reads all that is masked again: how it looks has changed. */
  #lookAgain(): void {
    if (this.#rules.ground !== 'open') this.#reconciler.mark(this.#document, Dirty.DEEP);
    for (const root of this.#roots) {
      for (const element of this.#rules.selected(root).keys()) this.#reconciler.mark(element, Dirty.DEEP);
    }
    this.#judgeSheets();
    this.#slices.request();
  }

  /** What style sheets may tell is another thing with other masks, and on another page. */
  #judgeSheets(): void {
    for (const sheet of this.#reader.judgeAgain()) this.#sheetChanged(sheet);
  }

  /** Between two slices: something may have been masked in this very task. */
  #lookNow(): void {
    this.#refreshMasks();
    this.#slices.request();
  }

  #look(root: Root): void {
    const changed = this.#rules.refresh(root);
    // In a first snapshot that is none of them.
    for (const element of changed) if (this.#reconciler.has(element)) this.#reconciler.mark(element, Dirty.DEEP);
    if (changed.length === 0) return;
    // Focus and title are a document's, and may be of what is masked now.
    for (const each of new Set([this.#document, ownerDocument(root)])) this.#reconciler.mark(each, Dirty.STATE);
    this.#masksCame ||= changed.some((element) => this.#reconciler.has(element));
    this.#told.masksChanged();
    this.#judgeSheets();
  }

  #refreshMasks(): void {
    this.#watcher?.flush();
    this.#takeSettings();
    for (const root of this.#staleRoots) this.#look(root);
    this.#staleRoots.clear();
    this.#reconciler.look();
  }

  /** Settings that came while the capture runs hold from here on, for everything that was sent before as well. */
  #takeSettings(): void {
    const masking = this.#options.masking();
    if (masking === this.#masking) return;
    this.#masking = masking;
    this.#rules.use(masking);
    this.#masksCame = true;
    this.#judgeSheets();
    for (const root of this.#roots) this.#staleRoots.add(root);
    this.#reconciler.mark(this.#document, Dirty.DEEP);
  }

  #send(): void {
    if (this.#encoder.empty) return;
    this.#digests.sent();
    this.#options.output.send(FrameClass.OPERATIONS, EVERYBODY, this.#encoder.take());
  }

  /** What is no part of the model's stream goes in a message of its own. */
  #say(frameClass: FrameClass, operation: Operation): void {
    const encoder = new OperationEncoder();
    encoder.write(operation);
    this.#options.output.send(frameClass, EVERYBODY, encoder.take());
  }

  #fault(error: unknown): boolean {
    this.#options.onFault?.(error);
    if (this.#faults.tooMany()) {
      this.stop();
      this.#options.onGivenUp?.();
      return true;
    }
    this.#encoder.reset();
    this.#pending.length = 0;
    this.#customElements.stop();
    this.#customElements = this.#newCustomElements();
    this.#sheets = this.#newSheets();
    this.#reconciler = this.#newReconciler();
    this.#begin();
    return false;
  }

  #pointed(place: PointerPlace): void {
    this.#lookNow();
    const operation = this.#whereabouts.pointer(place);
    if (operation) this.#say(FrameClass.POINTER, operation);
  }

  #rulesChanged(changed: CSSStyleSheet): void {
    this.#sheetChanged(this.#reader.touch(changed));
  }

  #sheetChanged(sheet: CSSStyleSheet): void {
    if (sheet.ownerNode) this.#reconciler.mark(sheet.ownerNode, Dirty.SHEET);
    else this.#staleSheets.add(sheet);
  }

  /** A selector looks at attributes that were left out so far. */
  #namesSeen(names: Iterable<string>): void {
    for (const name of names) {
      if (!this.#masker.widen(name)) continue;
      for (const root of this.#roots) {
        for (const element of queryAll(root, `[${CSS.escape(name)}]`)) {
          this.#reconciler.mark(element, Dirty.ATTRIBUTES);
        }
      }
    }
  }

  /** What nothing tells of: lists of adopted sheets that were pushed to, the title and the address after a `pushState`. */
  #checkSilentState(): void {
    this.#watcher?.sweep();
    if (this.#reader.isDue) this.#judgeSheets();
    for (const root of this.#roots) {
      const node = this.model.nodes.get(this.#reconciler.idOf(root));
      if (node && this.#sheets.adoptedChanged(root, node)) this.#reconciler.mark(root, Dirty.ADOPTED);
      // A frame that goes to another page says so only once all of that has loaded.
      for (const frame of queryAll(root, 'iframe')) this.#reconciler.mark(frame, Dirty.CHILDREN);
    }
    this.#reconciler.mark(this.#document, Dirty.STATE);
    this.#slices.request();
  }

  #documentState(target: Document): Properties {
    const isRoot = target === this.#document;
    const isMasked = (node: Node): boolean => this.#reconciler.isMasked(node);
    const own = documentProperties(target, (at) => this.#whereabouts.focus(at), isRoot || !isMasked(target));
    if (!isRoot) return own;
    const parameters = this.#rules.unreadable === undefined ? this.#masking.unmaskQueryParameters : '';
    const state = { media: this.#media, titleMasked: isMasked(titleElementOf(target) ?? target), parameters };
    return new Map([...own, ...rootProperties(target, this.#masker, state)]);
  }
}
