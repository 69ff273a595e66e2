/** Which element somebody means who draws here: the innermost one, or the largest that their stroke goes around. */
import { around, attributeOf, boxOf, isMatch, rootNodeOf, shadowRootOf, shortTextOf } from './dom.js';
import type { Area } from './place.js';

/** What surrounds an element need not keep clear of its edges: a hand is not that exact. */
const SLACK_PX = 8;

/** Smaller than this, fractions of an element's box would be nothing but noise. */
const LEAST_PX = 4;

/** What people point at when they point at something in it. */
const CONTROLS =
  'a,button,input,label,option,select,summary,textarea,[role=button],[role=tab],[role=link],[role=menuitem]';

/** Of what an element is called. */
const LABEL_MAX_LENGTH = 80;

/** The innermost element at a point of a window, in open shadow trees too; `ignored` are looked through. */
export function elementAt(
  { document }: Window,
  x: number,
  y: number,
  ignored: readonly Element[] = [],
): Element | undefined {
  let found = Document.prototype.elementsFromPoint.call(document, x, y).find((each) => !ignored.includes(each));
  for (let root = found && shadowRootOf(found); root; root = found ? shadowRootOf(found) : null) {
    const own: Node = root;
    const inner = ShadowRoot.prototype.elementsFromPoint.call(root, x, y).find((each) => rootNodeOf(each) === own);
    if (!inner) break;
    found = inner;
  }
  return found;
}

/**
 * Out of `innermost`, in the middle of an area, and what is around it: the largest element that fits into the area, else the
 * innermost one that is large enough to be aimed at. A mere point means a control as a whole.
 */
export function meantBy(area: Area, innermost: Element): Element {
  const isPoint = area.width === 0 && area.height === 0;
  let meant: Element | undefined;
  let large: Element | undefined;
  for (let element: Element | undefined = innermost; element; element = around(element)) {
    const box = boxOf(element);
    if (box.width < LEAST_PX || box.height < LEAST_PX) continue;
    large ??= element;
    if (isPoint ? isMatch(element, CONTROLS) : isAround(area, box)) meant = element;
    else if (!isPoint) break;
  }
  return meant ?? large ?? innermost;
}

/** Whether an area goes around a box. */
export function isAround({ x, y, width, height }: Area, box: DOMRect): boolean {
  return (
    box.left >= x - SLACK_PX &&
    box.top >= y - SLACK_PX &&
    box.right <= x + width + SLACK_PX &&
    box.bottom <= y + height + SLACK_PX
  );
}

/** What an element is called, for those who hear of it; nothing where that would be long. */
export function labelOf(element: Element): string {
  const label = attributeOf(element, 'aria-label') ?? attributeOf(element, 'alt') ?? shortTextOf(element);
  return label.replace(/\s+/g, ' ').trim().slice(0, LABEL_MAX_LENGTH);
}
