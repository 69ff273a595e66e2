/**
 * Where an element is in its window, and how much of it can be seen there: what is scrolled out of an inner scroller has a box too.
 * The same on the customer's page and in its mirror (SPEC I6).
 */
import { around, boxOf, clientBoxOf, isShown, localNameOf, viewOf, type ClientBox, type Size } from './dom.js';

/**
 * An element's box (x, y, width, height) and the part of the window in which it is not cut off (left, top, right, bottom), in CSS
 * pixels of the window. As numbers in a row: it crosses ports many times a second.
 */
export type Place = readonly [
  x: number,
  y: number,
  width: number,
  height: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
];

/**
 * `undefined` while nothing of the element is laid out.
 * @param size the window's; by itself it says that of what is in sight, in browsers where somebody can zoom in with two fingers.
 */
export function placeOf(element: Element, view: Window, size?: Size): Place | undefined {
  if (!isShown(element)) return undefined;
  const { x, y, width, height } = boxOf(element);
  if (width === 0 && height === 0) return undefined;
  let [left, top, right, bottom] = [0, 0, size?.width ?? view.innerWidth, size?.height ?? view.innerHeight];
  let { position } = view.getComputedStyle(element);
  for (let outer = around(element); outer && position !== 'fixed'; outer = around(outer)) {
    const style = view.getComputedStyle(outer);
    // Not cut off by what it is not positioned in.
    if (position === 'absolute' && style.position === 'static') continue;
    ({ position } = style);
    // What these two hide, the window does.
    if (style.overflow === 'visible' || /^(?:html|body)$/.test(localNameOf(outer))) continue;
    const box = clientBoxOf(outer);
    left = Math.max(left, box.left);
    top = Math.max(top, box.top);
    right = Math.min(right, box.left + box.width * box.across);
    bottom = Math.min(bottom, box.top + box.height * box.down);
  }
  return [x, y, width, height, left, top, right, bottom];
}

/** A place in a frame's window, in the window around the frame. */
export function throughFrame(place: Place, frame: Element, view: Window, size?: Size): Place | undefined {
  const outer = placeOf(frame, view, size);
  if (!outer) return undefined;
  const { left, top, across, down } = windowBoxOf(frame, view);
  return [
    left + place[0] * across,
    top + place[1] * down,
    place[2] * across,
    place[3] * down,
    Math.max(outer[4], left + place[4] * across),
    Math.max(outer[5], top + place[5] * down),
    Math.min(outer[6], left + place[6] * across),
    Math.min(outer[7], top + place[7] * down),
  ];
}

/** A point of a frame's window, in the window around the frame. */
export function outOfFrame(
  x: number,
  y: number,
  frame: Element,
  view: Window,
): { readonly x: number; readonly y: number } {
  const { left, top, across, down } = windowBoxOf(frame, view);
  return { x: left + x * across, y: top + y * down };
}

/** An element's box in this script's window, whatever frames in it the element is in. The page may be in a frame of another one itself. */
export function boxInWindow(element: Element): Area {
  let area: Area = boxOf(element);
  for (let view = viewOf(element); view && view !== window && view.frameElement;) {
    const frame: Element = view.frameElement;
    const outer = viewOf(frame);
    if (!outer) break;
    const { across, down } = windowBoxOf(frame, outer);
    area = {
      ...outOfFrame(area.x, area.y, frame, outer),
      width: area.width * across,
      height: area.height * down,
    };
    view = outer;
  }
  return area;
}

/** An area of the window around a frame, in the frame's own. */
export function intoFrame(area: Area, frame: Element, view: Window): Area {
  const { left, top, across, down } = windowBoxOf(frame, view);
  return {
    x: (area.x - left) / (across || 1),
    y: (area.y - top) / (down || 1),
    width: area.width / (across || 1),
    height: area.height / (down || 1),
  };
}

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The window of a frame on the screen: inside border and padding. */
function windowBoxOf(frame: Element, view: Window): ClientBox {
  const box = clientBoxOf(frame);
  const { paddingLeft, paddingTop } = view.getComputedStyle(frame);
  return {
    ...box,
    left: box.left + parseFloat(paddingLeft) * box.across,
    top: box.top + parseFloat(paddingTop) * box.down,
  };
}
