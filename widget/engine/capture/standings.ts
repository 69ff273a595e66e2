/**
 * How nodes stand on the page: seen, masked or out of the document (SPEC M2). Always asked of the page, never of the model: an ancestor that
 * moved or gained a class may have its own turn later, and what is read until then must be masked already.
 */
import { assignedSlotOf, containerOf, isElement, isText, rootOf, type Root } from './dom.js';
import type { MaskRules } from './masking/mask-rules.js';

/** In the document and seen, in it and masked, or out of it. */
export type Standing = 'open' | 'masked' | 'out';

export class Standings {
  readonly #root: Document;
  readonly #rules: MaskRules;
  readonly #watch: (root: Root) => void;
  /** For as long as the page cannot change: one slice. */
  #known = new Map<Node, Standing>();

  /** @param watch makes sure that the rules know what they select in a root */
  constructor(root: Document, rules: MaskRules, watch: (root: Root) => void) {
    this.#root = root;
    this.#rules = rules;
    this.#watch = watch;
  }

  /** The page may have changed. */
  forget(): void {
    this.#known = new Map();
  }

  /** Whether the rules select the node or anything that contains it. What is out of the document counts as masked. */
  isMasked(node: Node): boolean {
    return this.of(node) !== 'open';
  }

  of(node: Node): Standing {
    const known = node === this.#root ? 'open' : this.#known.get(node);
    if (known) return known;
    const container = containerOf(node);
    const outer = container === this.#root ? 'open' : container ? this.#known.get(container) : 'out';
    // Mostly the container was asked for just before; a deep tree must not take a call for each level.
    return this.#decide(node, outer ?? this.#ofAncestors(container as Node));
  }

  #ofAncestors(node: Node): Standing {
    const path: Node[] = [];
    let standing: Standing | undefined;
    for (let at: Node | null = node; at && standing === undefined; at = containerOf(at)) {
      standing = at === this.#root ? 'open' : this.#known.get(at);
      if (standing === undefined) path.push(at);
    }
    standing ??= 'out';
    // From the outside in: what contains a node decides first.
    for (const at of path.toReversed()) standing = this.#decide(at, standing);
    return standing;
  }

  #decide(node: Node, outer: Standing): Standing {
    const standing = outer === 'open' && this.#isSelected(node) ? 'masked' : outer;
    // A text is asked for once or twice.
    if (!isText(node)) this.#known.set(node, standing);
    return standing;
  }

  /** By the rules, or because it is shown in a slot of something masked. */
  #isSelected(node: Node): boolean {
    if (isElement(node) && this.#rules.selects(node)) return true;
    const slot = assignedSlotOf(node);
    if (!slot) return false;
    // Its shadow root may not have had its turn.
    this.#watch(rootOf(slot));
    return this.of(slot) === 'masked';
  }
}
