/**
 * What the browser keeps beside the tree, read once the tree is in the model: values, choices and scroll positions, which hang on
 * children that come later. Knows no children and no attributes.
 */
import type { ModelNode } from '../protocol/model.js';
import type { Operation } from '../protocol/operations.js';
import type { Choices } from './choices.js';
import { Dirty } from './dirty.js';
import { isDocument, isElement, isIframe, localNameOf } from './dom.js';
import type { Masker } from './masking/masker.js';
import { defaultProperty, elementProperties, isScrolled, scrollProperties, type Properties } from './properties.js';
import { Standing, type Standings } from './standings.js';

/** Elements that one step asks for their scroll position. */
const SCROLL_RUN_LENGTH = 200;

export interface SecondPassOptions {
  readonly standings: Standings;
  readonly choices: Choices;
  readonly masker: Masker;
  readonly modelOf: (node: Node) => ModelNode | undefined;
  /** Properties of a document; other nodes' are read here. */
  readonly documentState: (target: Document) => Properties;
  readonly emit: (operation: Operation) => void;
}

export class SecondPass {
  readonly #options: SecondPassOptions;
  readonly #marked = new Map<Node, number>();
  /** Each may have been scrolled before anybody listened. */
  readonly #scrollable: Element[] = [];

  constructor(options: SecondPassOptions) {
    this.#options = options;
  }

  get idle(): boolean {
    return this.#marked.size === 0 && this.#scrollable.length === 0;
  }

  /** A node whose state or scroll position may differ. */
  mark(node: Node, flags: number): void {
    this.#marked.set(node, (this.#marked.get(node) ?? 0) | flags);
  }

  /** An element that may have been scrolled; nearly none is, so nothing is made of the others. */
  maybeScrolled(element: Element): void {
    this.#scrollable.push(element);
  }

  /** Reads one node, or finds the next ones to read. False when nothing is left. */
  step(): boolean {
    const next = this.#marked.entries().next();
    if (next.done) return this.#findScrolled();
    const [node, flags] = next.value;
    this.#marked.delete(node);
    const { standings, choices, masker, modelOf, documentState } = this.#options;
    const model = modelOf(node);
    if (!model || standings.of(node) === Standing.OUT) return true;
    if (isDocument(node)) this.#properties(model, documentState(node));
    if (!isElement(node)) return true;
    if (flags & Dirty.STATE) {
      this.#properties(model, elementProperties(node, standings.of(node), masker, choices));
      this.#forgetHidden(model, node);
    }
    if (flags & Dirty.SCROLL && !isIframe(node)) this.#properties(model, scrollProperties(node, standings.of(node)));
    return true;
  }

  #findScrolled(): boolean {
    for (const element of this.#scrollable.splice(-SCROLL_RUN_LENGTH)) {
      if (isScrolled(element)) this.mark(element, Dirty.SCROLL);
    }
    return !this.idle;
  }

  /** A select that became masked has no choice to tell any more. */
  #forgetHidden(model: ModelNode, node: Element): void {
    const { standings, choices, masker, emit } = this.#options;
    if (!model.properties?.get('selection')) return;
    if (!standings.isMasked(node) && !choices.hidden(node, localNameOf(node))) return;
    emit({ type: 'property', id: model.id, name: 'selection', value: masker.selection([]) });
  }

  #properties(model: ModelNode, properties: Properties): void {
    for (const [name, value] of properties) {
      const known = model.properties?.get(name) ?? defaultProperty(model, name);
      if (known !== value) this.#options.emit({ type: 'property', id: model.id, name, value });
    }
  }
}
