/**
 * Everything that tells of a change: mutations, events, patched setters, in every root that the capture found. It only says which
 * nodes may differ; what differs is the reconciler's. All of it ends with one signal, and the page is as it was.
 */
import {
  isConnected,
  isDocument,
  isElement,
  isHtml,
  isIframe,
  isInput,
  isLink,
  isSelect,
  isStyle,
  isTextArea,
  listen,
  ownerDocument,
  parentNode,
  queryAll,
  rootOf,
  viewOf,
  type Root,
} from './dom.js';
import { patchRealm, type SilentChanges } from './patches.js';
import { Dirty } from './dirty.js';

export interface PageChanges {
  mark(node: Node, flags: number): void;
  left(node: Node): void;
  came(node: Node): void;
  /** Whether a change of this attribute may change what the mask rules select. */
  decidesSelection(attribute: string): boolean;
  /** Elements came, went or changed such an attribute here: a mask rule may match differently. */
  selectionChanged(root: Root): void;
  /** Elements came, went or changed, in whatever way. */
  treeChanged(): void;
  rules(sheet: CSSStyleSheet): void;
  declarations(rule: CSSRule): void;
  /** Marks were set: time to work. */
  changed(): void;
}

const OBSERVED: MutationObserverInit = { childList: true, attributes: true, characterData: true, subtree: true };

/** In place of an attribute: whether there is a text at all. */
const TEXT = '#text';

/** Elements whose load changes their size, their sheet or their document. */
const LOAD_FLAGS = Dirty.ATTRIBUTES | Dirty.STATE;

export class PageWatcher {
  readonly #changes: PageChanges;
  readonly #observer = new MutationObserver((records) => this.#mutated(records));
  readonly #abort = new AbortController();
  readonly #undo: (() => void)[] = [];
  readonly #roots = new Set<Root>();
  /** Also those that left: they may come back, and their listeners are still there. */
  readonly #watched = new WeakMap<Root, AbortController>();

  constructor(changes: PageChanges) {
    this.#changes = changes;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Roots that are still part of the page. */
  get roots(): Iterable<Root> {
    return this.#roots;
  }

  /** Begins to watch a document or shadow root, before its content is read. Answers whether it was not watched yet. */
  watch(root: Root): boolean {
    this.#roots.add(root);
    if (this.#watched.has(root)) return false;
    this.#observer.observe(root, OBSERVED);
    this.#listen(root);
    const view = isDocument(root) ? viewOf(root) : null;
    if (view) this.#undo.push(patchRealm(view, this.#silentChanges()));
    return true;
  }

  /** Forgets roots that left the page with their hosts. */
  sweep(): void {
    for (const root of this.#roots) {
      const alive = isDocument(root) ? viewOf(root) !== null : isConnected(root);
      if (!alive) this.#roots.delete(root);
    }
  }

  /** Takes in what the observer has not delivered yet. */
  flush(): void {
    const records = this.#observer.takeRecords();
    if (records.length > 0) this.#ingest(records);
  }

  stop(): void {
    this.#abort.abort();
    this.#observer.disconnect();
    for (const undo of this.#undo.splice(0).toReversed()) undo();
    this.#roots.clear();
  }

  #mutated(records: MutationRecord[]): void {
    this.#ingest(records);
    this.#changes.changed();
  }

  #ingest(records: MutationRecord[]): void {
    const { mark } = this.#changes;
    const roots = new Set<Node>();
    for (const { type, target, attributeName, addedNodes, removedNodes } of records) {
      if (type === 'characterData') {
        mark(target, Dirty.TEXT);
        this.#contentOf(parentNode(target));
        if (this.#changes.decidesSelection(TEXT)) roots.add(target);
        continue;
      }
      this.#changes.treeChanged();
      if (type === 'attributes') {
        mark(target, Dirty.ATTRIBUTES | (isLink(target) || isStyle(target) ? Dirty.SHEET : 0));
        // It may be shown in another slot now, a masked one.
        if (attributeName === 'slot') mark(target, Dirty.DEEP);
        if (!this.#changes.decidesSelection(attributeName ?? '')) continue;
      } else {
        mark(target, Dirty.CHILDREN);
        this.#contentOf(target);
        for (const node of removedNodes) if (!isConnected(node)) this.#changes.left(node);
        for (const node of addedNodes) this.#changes.came(node);
        // `document.open()` takes all listeners away.
        if (isDocument(target) && this.#watched.has(target)) this.#listen(target);
      }
      roots.add(target);
    }
    const seen = new Set<Root>();
    for (const target of roots) seen.add(rootOf(target));
    for (const root of seen) {
      if (!this.#watched.has(root)) continue;
      this.#roots.add(root);
      this.#changes.selectionChanged(root);
    }
  }

  /** A text or child of these is not a child in the model: it is what the element holds. */
  #contentOf(node: Node | null): void {
    if (!node || !isElement(node)) return;
    if (isStyle(node)) this.#changes.mark(node, Dirty.SHEET);
    for (let at: Node | null = node, level = 0; at && level < 3; at = parentNode(at), level++) {
      if (isSelect(at)) this.#changes.mark(at, Dirty.STATE);
    }
    if (isTextArea(node)) this.#changes.mark(node, Dirty.STATE);
    if (isHtml(node, 'title')) this.#changes.mark(ownerDocument(node), Dirty.STATE);
  }

  #listen(root: Root): void {
    const { mark } = this.#changes;
    this.#watched.get(root)?.abort();
    const listening = new AbortController();
    this.#watched.set(root, listening);
    const options = { capture: true, passive: true, signal: AbortSignal.any([this.signal, listening.signal]) };
    const on = (types: string, handle: (target: Node) => void): void => {
      for (const type of types.split(' ')) {
        listen(
          root,
          type,
          (event) => {
            const target = event.composedPath()[0];
            if (!(target && 'nodeType' in (target as Node))) return;
            handle(target as Node);
            this.#changes.changed();
          },
          options,
        );
      }
    };
    on('input change', (target) => this.#control(target));
    on('scroll', (target) => mark(target, isDocument(target) ? Dirty.STATE : Dirty.SCROLL));
    on('load error loadedmetadata', (target) => this.#loaded(target));
    on('toggle close', (target) => mark(target, Dirty.STATE));
    // Of a shadow tree's slots: they show something else now, which may be masked by that.
    on('slotchange', (target) => mark(target, Dirty.DEEP));
    on('focusin focusout', () => mark(ownerDocument(root), Dirty.STATE));
    // The values are put back after the event.
    on('reset', (target) => setTimeout(() => this.#reset(target), 0));
    if (isDocument(root)) {
      viewOf(root)?.addEventListener('resize', () => this.#documentState(root), options);
      listen(root, 'visibilitychange', () => this.#changes.changed(), options);
    }
  }

  #documentState(target: Document): void {
    this.#changes.mark(target, Dirty.STATE);
    this.#changes.changed();
  }

  #loaded(target: Node): void {
    if (!isElement(target)) return;
    if (isIframe(target)) this.#changes.mark(target, Dirty.CHILDREN);
    else if (isLink(target) || isStyle(target)) this.#changes.mark(target, Dirty.SHEET);
    else this.#changes.mark(target, LOAD_FLAGS);
  }

  #control(target: Node): void {
    const { mark } = this.#changes;
    mark(target, Dirty.STATE);
    if (!isInput(target) || target.type !== 'radio') return;
    // The browser takes the choice from another one of the group without a word.
    for (const radio of queryAll(rootOf(target), 'input[type="radio" i]')) mark(radio, Dirty.STATE);
  }

  #reset(form: Node): void {
    if (!isElement(form) || this.signal.aborted) return;
    for (const control of queryAll(rootOf(form), 'input,textarea,select')) {
      this.#changes.mark(control, Dirty.STATE);
    }
    this.#changes.changed();
  }

  #silentChanges(): SilentChanges {
    const { rules, declarations } = this.#changes;
    return {
      control: (element) => {
        this.#control((isHtml(element, 'option') && element.closest('select')) || element);
        this.#changes.changed();
      },
      shadowRoot: (host) => {
        this.#changes.mark(host, Dirty.CHILDREN);
        this.#changes.changed();
      },
      rules: (sheet) => {
        rules(sheet);
        this.#changes.changed();
      },
      declarations: (rule) => {
        declarations(rule);
        this.#changes.changed();
      },
    };
  }
}
