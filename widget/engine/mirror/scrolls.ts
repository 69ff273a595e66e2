/** Scroll positions of one mirrored document. A place that is not there yet, since images or fonts are missing, is tried again. */
import type { ModelNode } from '../protocol/model.js';
import { isElement } from './dom.js';

const { scrollTo } = Element.prototype;

export class Scrolls {
  readonly #window: Window;
  readonly #nodeOf: (node: ModelNode) => Node | undefined;
  readonly #unsettled = new Set<ModelNode>();

  constructor(window: Window, nodeOf: (node: ModelNode) => Node | undefined) {
    this.#window = window;
    this.#nodeOf = nodeOf;
  }

  /** A node's position changed in the model, or was lost in the DOM. */
  changed(node: ModelNode): void {
    this.#unsettled.add(node);
  }

  /** Scrolls what is not where it should be. Costs a layout, if there is anything to do. */
  settle(): void {
    for (const node of this.#unsettled) if (this.#place(node)) this.#unsettled.delete(node);
  }

  /** Whether the node is there now, or gone. */
  #place(node: ModelNode): boolean {
    const left = Number(node.properties?.get('scrollLeft') ?? 0);
    const top = Number(node.properties?.get('scrollTop') ?? 0);
    const target = this.#nodeOf(node);
    if (!target) return true;
    const options: ScrollToOptions = { left, top, behavior: 'instant' };
    if (!isElement(target)) {
      this.#window.scrollTo(options);
      return isNear(this.#window.scrollX, left) && isNear(this.#window.scrollY, top);
    }
    Reflect.apply(scrollTo, target, [options]);
    const at = (name: 'scrollLeft' | 'scrollTop'): number => Reflect.get(Element.prototype, name, target);
    return isNear(at('scrollLeft'), left) && isNear(at('scrollTop'), top);
  }
}

function isNear(actual: number, wanted: number): boolean {
  return Math.abs(actual - wanted) <= 1;
}
