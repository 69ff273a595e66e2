/**
 * Where the customer points and what has the focus, as far as agents may know: inside of what is masked a place would tell a key of a
 * keypad or an answer of a group. Reads the page and its masks; sends nothing.
 */
import { NO_NODE, ROOT_ID, type PointerOperation } from '../protocol/operations.js';
import { documentElementOf, isInput } from './dom.js';
import type { PointerPlace } from './pointer.js';
import type { Reconciler } from './reconciler.js';

/** Of the reconciler, which is made anew after a fault. */
type Known = Pick<Reconciler, 'idOf' | 'outermostMask' | 'hidesChoice'>;

export class Whereabouts {
  readonly #document: Document;
  readonly #known: () => Known;
  readonly #ours: Pick<ReadonlySet<Node>, 'has'>;
  #last = '';

  /** @param ours nodes that agents never see */
  constructor(root: Document, known: () => Known, ours: Pick<ReadonlySet<Node>, 'has'>) {
    this.#document = root;
    this.#ours = ours;
    this.#known = known;
  }

  /** What agents are told of a place, unless it is what they were told last. Over a masked element the pointer rests. */
  pointer({ target, ...place }: PointerPlace): PointerOperation | undefined {
    const masked = this.#known().outermostMask(target);
    const id = this.#known().idOf(masked ?? target);
    if (id < ROOT_ID || this.#isWholePage(masked)) return undefined;
    const operation = { type: 'pointer', id, ...(masked ? { x: 0.5, y: 0.5, pressed: false } : place) } as const;
    const key = Object.values(operation).join();
    if (key === this.#last) return undefined;
    this.#last = key;
    return operation;
  }

  /** The id of the element that is shown as focused. */
  focus(focused: Element): number {
    // Else what is around our panel would look focused, which is the whole page.
    if (this.#isOurs(focused)) return NO_NODE;
    const masked = this.#known().outermostMask(focused);
    const isChoice = isInput(focused) && /^(?:radio|checkbox)$/.test(focused.type);
    const isHidden = masked ? isChoice : this.#known().hidesChoice(focused);
    return this.#isWholePage(masked) || isHidden ? NO_NODE : this.#known().idOf(masked ?? focused);
  }

  #isOurs(node: Node): boolean {
    const root = node.getRootNode();
    return this.#ours.has(node) || ('host' in root && root.host instanceof Node && this.#isOurs(root.host));
  }

  #isWholePage(masked: Element | undefined): boolean {
    return masked !== undefined && masked === documentElementOf(this.#document);
  }
}
