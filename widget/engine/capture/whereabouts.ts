/**
 * Where the customer points and what has the focus, as far as agents may know: inside of what is masked a place would tell a key of a
 * keypad or an answer of a group. Reads the page and its masks; sends nothing.
 */
import { NO_NODE, ROOT_ID, type PointerOperation } from '../protocol/operations.js';
import { isDocument, isElement, isHtml, isInput, isSelect, isTextArea, parentNode } from './dom.js';
import type { PointerPlace } from './pointer.js';
import type { Reconciler } from './reconciler.js';

/** Of the reconciler, which is made anew after a fault. */
type Known = Pick<Reconciler, 'idOf' | 'outermostMask' | 'hidesChoice'>;

export class Whereabouts {
  readonly #known: () => Known;
  readonly #ours: Pick<ReadonlySet<Node>, 'has'>;
  #last = '';

  /** @param ours nodes that agents never see */
  constructor(known: () => Known, ours: Pick<ReadonlySet<Node>, 'has'>) {
    this.#ours = ours;
    this.#known = known;
  }

  /**
   * What agents are told of a place, unless it is what they were told last. Over what is masked the pointer rests where it was: each key
   * of a keypad may be a mask of its own.
   */
  pointer({ target, under, ...place }: PointerPlace): PointerOperation | undefined {
    const id = this.#known().idOf(target);
    if (id < ROOT_ID || this.#isHidden(target) || (under && this.#isHidden(under))) return undefined;
    const operation = { type: 'pointer', id, ...place } as const;
    const key = Object.values(operation).join();
    if (key === this.#last) return undefined;
    this.#last = key;
    return operation;
  }

  /** The id of the element that is shown as focused. */
  focus(focused: Element): number {
    // Else what is around our panel would look focused, which is the whole page.
    if (this.#isOurs(focused)) return NO_NODE;
    const known = this.#known();
    const masked = known.outermostMask(focused);
    // That somebody writes tells nothing of what they write; which button has the focus is what they have pressed.
    if (masked ? !takesText(focused) : known.hidesChoice(focused)) return NO_NODE;
    // Of a page that is masked as a whole it would be the whole page.
    return masked && isDocument(parentNode(masked) ?? masked) ? NO_NODE : known.idOf(masked ?? focused);
  }

  #isOurs(node: Node): boolean {
    const root = node.getRootNode();
    return this.#ours.has(node) || ('host' in root && root.host instanceof Node && this.#isOurs(root.host));
  }

  /** Whether a place in it would tell something hidden: it is masked itself, or belongs to a choice that is. */
  #isHidden(target: Node): boolean {
    const known = this.#known();
    if (known.outermostMask(target)) return true;
    for (let at: Node | null = target; at; at = parentNode(at)) {
      if (!isElement(at)) continue;
      const control = isHtml(at, 'label') ? (at as HTMLLabelElement).control : at;
      if (control && (known.hidesChoice(control) || (control !== at && known.outermostMask(control)))) return true;
    }
    return false;
  }
}

const BUTTONS = /^(?:radio|checkbox|button|submit|reset|image|file|color|range)$/;

function takesText(element: Element): boolean {
  if (isInput(element)) return !BUTTONS.test(element.type);
  return isTextArea(element) || isSelect(element) || (element as HTMLElement).isContentEditable;
}
