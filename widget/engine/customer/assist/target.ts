/** From an act's place to what is there now (SPEC G9): in sight, not covered, and ours in no way. */
import type { ActPlace } from '../../protocol/acts.js';
import type { SharedPage } from '../feature.js';
import { contains, hitAt, isDocument, isElement } from './page-tree.js';

export interface Hit {
  readonly element: Element;
  /** In the viewport of the element's document. */
  readonly x: number;
  readonly y: number;
}

/** What a press at this place would meet; `undefined` if that is not what the agent saw there, or nothing that agents see. */
export function hitOf(page: SharedPage, { id, x, y }: ActPlace): Hit | undefined {
  const node = page.nodeOf(id);
  if (isDocument(node)) return hitOfView(page, node, x, y);
  if (!isElement(node) || !node.isConnected) return undefined;
  const box = node.getBoundingClientRect();
  const point = { x: box.left + x * box.width, y: box.top + y * box.height };
  const element = hitAt(node.ownerDocument, point.x, point.y);
  if (!element || !isInSight(node.ownerDocument, point.x, point.y)) return undefined;
  return contains(node, element) && isShown(page, element) ? { element, ...point } : undefined;
}

/** Agents have this element: it is neither ours nor newer than what they see. */
function isShown(page: SharedPage, element: Element): boolean {
  return page.nodeOf(page.idOf(element)) === element;
}

function hitOfView(page: SharedPage, target: Document, x: number, y: number): Hit | undefined {
  const { clientWidth, clientHeight } = target.documentElement;
  const point = { x: x * (clientWidth - 1), y: y * (clientHeight - 1) };
  const element = hitAt(target, point.x, point.y);
  if (!element || !isInSight(target, point.x, point.y)) return undefined;
  return isShown(page, element) ? { element, ...point } : undefined;
}

/** Whether a point of a frame is seen from outside: the frame itself may be scrolled away or covered. */
function isInSight(target: Document, x: number, y: number): boolean {
  const frame = target.defaultView?.frameElement;
  if (!frame) return true;
  const box = frame.getBoundingClientRect();
  const style = frame.ownerDocument.defaultView?.getComputedStyle(frame);
  const inset = (side: 'Left' | 'Top'): number => {
    const border = side === 'Left' ? frame.clientLeft : frame.clientTop;
    return border + Number.parseFloat(style?.[`padding${side}`] ?? '0');
  };
  const outer = { x: box.left + inset('Left') + x, y: box.top + inset('Top') + y };
  return hitAt(frame.ownerDocument, outer.x, outer.y) === frame && isInSight(frame.ownerDocument, outer.x, outer.y);
}
