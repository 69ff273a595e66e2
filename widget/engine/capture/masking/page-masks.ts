/** Questions about the page's masks as they are now, for style sheets and for who shows the customer what is masked. */
import { isConnected, type Root } from '../dom.js';
import type { Reconciler } from '../reconciler.js';
import type { SheetMasks } from '../sheets.js';
import type { MaskedPage } from './masked-rule.js';
import type { Masker } from './masker.js';
import type { MaskRules } from './mask-rules.js';

/** What style sheets may tell of masked elements. */
export class PageMasks implements SheetMasks {
  readonly #rules: MaskRules;
  readonly #masker: Masker;
  readonly #page: MaskedPage;

  constructor(rules: MaskRules, masker: Masker, page: MaskedPage) {
    this.#rules = rules;
    this.#masker = masker;
    this.#page = page;
  }

  get active(): boolean {
    return this.#rules.masksContent;
  }

  rule(rule: CSSRule): string {
    return this.#masker.rule(rule, this.#page);
  }
}

/** The outermost elements that are masked, in no order. */
export function maskedElements(
  roots: Iterable<Root>,
  rules: MaskRules,
  masks: Pick<Reconciler, 'outermostMask'>,
): Element[] {
  const found = new Set<Element>();
  for (const root of roots) {
    for (const element of rules.selected(root).keys()) {
      const outermost = isConnected(element) && masks.outermostMask(element);
      if (outermost) found.add(outermost);
    }
  }
  return [...found];
}
