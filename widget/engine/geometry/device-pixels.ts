/** Boxes whose edges lie on pixels of the screen: a thin line that falls between two of them is half as dark, or not there at all. */
import type { Area } from './place.js';

/** Each edge by itself, so that what touches goes on touching. */
export function onDevicePixels({ x, y, width, height }: Area, ratio = devicePixelRatio): Area {
  const edge = (at: number): number => Math.round(at * ratio) / ratio;
  const [left, top] = [edge(x), edge(y)];
  return { x: left, y: top, width: edge(x + width) - left, height: edge(y + height) - top };
}
