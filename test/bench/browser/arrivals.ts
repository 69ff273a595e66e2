/** Runs in the document that shows the customer's page: notes when each mark is in its DOM, and nothing else. */
import { clock, MARK } from './changes.ts';

/** Time of arrival by the mark's number. */
export type Arrivals = Map<number, number>;

/** Watches a document from now on. */
export function watchArrivals(target: Document): Arrivals {
  const arrivals: Arrivals = new Map();
  const note = (text: string | null): void => {
    const number = MARK.exec(text ?? '')?.[1];
    if (number !== undefined && !arrivals.has(Number(number))) arrivals.set(Number(number), clock());
  };
  const view = target.defaultView;
  if (!view) throw new Error('the document is not shown');
  new view.MutationObserver((records) => {
    for (const { type, target: node, attributeName, addedNodes } of records) {
      if (type === 'characterData') note(node.nodeValue);
      if (type === 'attributes' && attributeName === 'class') note((node as Element).getAttribute('class'));
      for (const added of addedNodes) note(added.textContent);
    }
  }).observe(target, { subtree: true, childList: true, characterData: true, attributes: true });
  return arrivals;
}
