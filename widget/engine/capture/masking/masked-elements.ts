/** What is masked on the page as it is now, for who shows it to the customer. */
import { isConnected, type Root } from '../dom.js';
import type { Reconciler } from '../reconciler.js';
import type { MaskRules } from './mask-rules.js';

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
