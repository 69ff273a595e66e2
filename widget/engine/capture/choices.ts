/**
 * Choices of which a part is masked (SPEC M9): which of the others was chosen would tell whether that part was, so nothing is told of the whole
 * group. Asked of the page as it is now; knows nothing of the model.
 */
import { getAttribute, isInput, isSelect, localNameOf, parentNode, queryAll, rootOf, type Root } from './dom.js';

const RADIOS = 'input[type="radio" i]';

/** What marks one of several as chosen. */
const CHOSEN: ReadonlySet<string> = new Set(['checked', 'selected', 'aria-checked', 'aria-selected']);

export class Choices {
  readonly #isMasked: (element: Element) => boolean;
  /** The masked radio buttons of a root, the masked options of a select; for as long as the page cannot change. */
  #masked = new Map<Root | Element, readonly Element[]>();
  /** Of which something else may be hidden now. */
  readonly #stale = new Set<Root | Element>();

  constructor(isMasked: (element: Element) => boolean) {
    this.#isMasked = isMasked;
  }

  /** The page may have changed. */
  forget(): void {
    this.#masked = new Map();
  }

  /** Whether it must not be told if this one is chosen, or which of its options is, though the element itself is open. */
  hidden(element: Element, localName: string): boolean {
    if (localName === 'input') {
      if (!isInput(element) || element.type !== 'radio') return false;
      const { name, form } = element;
      return this.#maskedOf(rootOf(element), RADIOS).some(
        (other) => isInput(other) && name !== '' && other.name === name && other.form === form,
      );
    }
    const select = localName === 'select' || localName === 'option' ? selectOf(element) : undefined;
    return select !== undefined && this.#maskedOf(select, 'option').length > 0;
  }

  /** Whether `take` has something. */
  get stale(): boolean {
    return this.#stale.size > 0;
  }

  /** An element is masked that was not, or is new. */
  note(element: Element): void {
    const name = localNameOf(element);
    if (name === 'input') {
      if (getAttribute(element, 'type')?.toLowerCase() === 'radio') this.#stale.add(rootOf(element));
    } else if (name === 'option') {
      const select = selectOf(element);
      if (select) this.#stale.add(select);
    }
  }

  /** What may have to be hidden because of what was noted. */
  *take(): Generator<Element> {
    for (const group of this.#stale) {
      yield* queryAll(group, isSelect(group) ? 'option' : RADIOS);
      if (isSelect(group)) yield group;
    }
    this.#stale.clear();
  }

  #maskedOf(group: Root | Element, selector: string): readonly Element[] {
    let masked = this.#masked.get(group);
    if (!masked) this.#masked.set(group, (masked = [...queryAll(group, selector)].filter(this.#isMasked)));
    return masked;
  }
}

/** Attributes, as name, value, name, value, without those that tell a choice. */
export function withoutChoice<Text extends string>(attributes: readonly Text[]): Text[] {
  return attributes.filter((_text, at) => !CHOSEN.has(attributes[at - (at % 2)] ?? ''));
}

function selectOf(element: Element): Element | undefined {
  let at: Node | null = element;
  // An option stands in its select, in a group of it, or in what a customizable select has around it.
  for (let level = 0; at && level < 6; at = parentNode(at), level++) if (isSelect(at)) return at;
  return undefined;
}
