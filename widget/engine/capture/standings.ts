/**
 * How nodes stand on the page: open, masked, blocked or out of the document (SPEC M2). Always asked of the page, never of the model: an
 * ancestor that moved or gained a class may have its own turn later, and what is read until then must be masked already.
 */
import { assignedSlotOf, containerOf, designModeOf, isElement, nodeType, type Root } from './dom.js';
import { Verdict, type Ground, type MaskRules } from './masking/mask-rules.js';

/** From the most open to the most closed, so that of two the higher one holds. */
export const Standing = {
  OPEN: 0,
  /** Masked because the page is masked as a whole. */
  VEILED: 1,
  /** Masked by a rule. */
  MASKED: 2,
  /** Masked by what nothing opens: a password field, settings that cannot be read. */
  SEALED: 3,
  /** A box: what is in it is not captured at all. */
  BLOCKED: 4,
  /** Not in the document; counts as masked. */
  OUT: 5,
} as const;
export type Standing = (typeof Standing)[keyof typeof Standing];

const GROUND: Readonly<Record<Ground, Standing>> = {
  open: Standing.OPEN,
  masked: Standing.VEILED,
  unreadable: Standing.SEALED,
};

/** Of `nodeType`, which is asked for once a node. */
const [ELEMENT, TEXT, DOCUMENT, SHADOW_ROOT] = [1, 3, 9, 11];

export class Standings {
  readonly #root: Document;
  readonly #rules: MaskRules;
  readonly #watch: (root: Root) => void;
  /** For as long as the page cannot change: one slice. */
  #known = new Map<Node, Standing>();
  #walked = 0;
  #ground: Standing;

  /** @param watch makes sure that the rules know what they select in a root */
  constructor(root: Document, rules: MaskRules, watch: (root: Root) => void) {
    this.#root = root;
    this.#rules = rules;
    this.#watch = watch;
    this.#ground = GROUND[rules.ground];
  }

  /** How many levels had to be asked at once since the page may have changed. */
  get walked(): number {
    return this.#walked;
  }

  /** The page may have changed. */
  forget(): void {
    this.#known = new Map();
    this.#walked = 0;
    this.#ground = GROUND[this.#rules.ground];
  }

  /** Whether the rules mask the node. What is out of the document counts as masked. */
  isMasked(node: Node): boolean {
    return this.of(node) !== Standing.OPEN;
  }

  of(node: Node): Standing {
    const known = node === this.#root ? this.#ground : this.#known.get(node);
    if (known !== undefined) return known;
    const container = containerOf(node);
    const outer = container === this.#root ? this.#ground : container ? this.#known.get(container) : Standing.OUT;
    // Mostly the container was asked for just before; a deep tree must not take a call for each level.
    return this.#decide(node, outer ?? this.#ofAncestors(container as Node));
  }

  /** The outermost element around a node, itself included, that is masked as a whole; `undefined` for what is open. */
  outermost(node: Node): Element | undefined {
    let outermost: Element | undefined;
    for (let at: Node | null = node; at && this.isMasked(at); at = containerOf(at)) if (isElement(at)) outermost = at;
    return outermost;
  }

  #ofAncestors(node: Node): Standing {
    const path: Node[] = [];
    let standing: Standing | undefined;
    for (let at: Node | null = node; at && standing === undefined; at = containerOf(at)) {
      standing = at === this.#root ? this.#ground : this.#known.get(at);
      if (standing === undefined) path.push(at);
    }
    standing ??= Standing.OUT;
    this.#walked = Math.max(this.#walked, path.length);
    // From the outside in: what contains a node decides first.
    for (const at of path.toReversed()) standing = this.#decide(at, standing);
    return standing;
  }

  #decide(node: Node, outer: Standing): Standing {
    const type = nodeType(node);
    let standing = outer;
    if (outer !== Standing.OUT) {
      // A root may not have had its turn, and the rules must know what they select in it before anything of it is judged.
      if (type === DOCUMENT || type === SHADOW_ROOT) this.#watch(node as Root);
      if (type === DOCUMENT && this.#rules.masksInputs && designModeOf(node as Document) === 'on')
        standing = Math.max(outer, Standing.MASKED) as Standing;
      if (type === ELEMENT || type === TEXT) standing = this.#shownIn(node, outer);
      if (type === ELEMENT) standing = this.#judge(node as Element, standing);
    }
    // A text is asked for once or twice.
    if (type !== TEXT) this.#known.set(node, standing);
    return standing;
  }

  /** What is shown in a slot of something masked is masked with it. */
  #shownIn(node: Node, outer: Standing): Standing {
    const slot = assignedSlotOf(node);
    return slot ? (Math.max(outer, this.of(slot)) as Standing) : outer;
  }

  #judge(element: Element, outer: Standing): Standing {
    switch (this.#rules.verdict(element)) {
      case Verdict.NONE:
        return outer;
      case Verdict.UNMASK:
        return outer > Standing.MASKED ? outer : Standing.OPEN;
      case Verdict.MASK:
        return Math.max(outer, Standing.MASKED) as Standing;
      case Verdict.ALWAYS:
        return Math.max(outer, Standing.SEALED) as Standing;
      case Verdict.BLOCK:
        return Standing.BLOCKED;
    }
  }
}
