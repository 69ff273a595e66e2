/** Scrolls as a wheel would: what is under the place, else what is around it, else the window. */
import type { SharedPage } from '../feature.js';
import { outwards } from './page-tree.js';

const SCROLLS = /^(?:auto|scroll|overlay)$/;

/** Answers what was scrolled; `undefined` when nothing there goes any further. */
export function scrollAt(element: Element, dx: number, dy: number, page: SharedPage): Element | undefined {
  for (const each of outwards(element)) {
    if (!canScroll(each, dx, dy)) continue;
    // What is masked stays as it is; what is around it may still move.
    if (page.isMasked(each)) continue;
    each.scrollBy({ left: dx, top: dy, behavior: 'instant' });
    return each;
  }
  return undefined;
}

function canScroll(element: Element, dx: number, dy: number): boolean {
  const style = element.ownerDocument.defaultView?.getComputedStyle(element);
  if (!style) return false;
  const isRoot = element === element.ownerDocument.scrollingElement;
  // A root scrolls unless it says otherwise: the page holds still behind a dialog.
  const mayBe = (overflow: string): boolean => (isRoot ? !/^(?:hidden|clip)$/.test(overflow) : SCROLLS.test(overflow));
  const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } = element;
  const downwards = mayBe(style.overflowY) && hasRoom(dy, scrollTop, scrollHeight - clientHeight);
  // Where a line begins at the right, positions are below zero.
  const sideways =
    mayBe(style.overflowX) && hasRoom(dx, Math.abs(scrollLeft), scrollWidth - clientWidth, style.direction);
  return downwards || sideways;
}

function hasRoom(distance: number, at: number, most: number, direction = 'ltr'): boolean {
  const along = direction === 'rtl' ? -distance : distance;
  return along > 0 ? at < most - 1 : along < 0 && at > 0;
}
