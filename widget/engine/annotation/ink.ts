/** A stroke as a path in pixels, relative to the upper left corner of its element. Knows no elements and draws nothing. */
import { getStroke } from 'perfect-freehand';
import { StrokeKind, type Stroke } from './stroke.js';

const PEN_PX = [3.5, 6, 10] as const;
const HIGHLIGHTER_PX = [12, 18, 28] as const;
const LINE_PX = [2.5, 4, 6.5] as const;

/** Between an element and the frame that marks it. */
const ELEMENT_GAP_PX = 4;

/** Half of the angle of an arrow's head. */
const HEAD_ANGLE = Math.PI / 7;

export interface Ink {
  /** For the `d` of an SVG path. */
  readonly path: string;
  /** Width of the line along the path; 0 for an outline that is to be filled. */
  readonly line: number;
}

export interface Extent {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** @param width of the element's box, in the pixels that the path is to be in */
export function inkOf(stroke: Stroke, width: number, height: number): Ink {
  const size = (sizes: readonly [number, number, number]): number => sizes[stroke.width] ?? sizes[1];
  const points = pixelsOf(stroke, width, height);
  const [first = [0, 0], second = first] = points;
  switch (stroke.kind) {
    case StrokeKind.PEN:
    case StrokeKind.VANISHING:
      return { path: outline(points, size(PEN_PX), stroke.done), line: 0 };
    case StrokeKind.HIGHLIGHTER:
      return { path: polyline(points), line: size(HIGHLIGHTER_PX) };
    case StrokeKind.RECTANGLE:
      return { path: rectangle(first, second), line: size(LINE_PX) };
    case StrokeKind.ARROW:
      return { path: arrow(first, second, 5 * size(LINE_PX)), line: size(LINE_PX) };
    case StrokeKind.ELEMENT:
      return {
        path: rectangle([-ELEMENT_GAP_PX, -ELEMENT_GAP_PX], [width + ELEMENT_GAP_PX, height + ELEMENT_GAP_PX]),
        line: size(LINE_PX),
      };
    case StrokeKind.NOTE:
      return { path: '', line: 0 };
  }
}

/** What a stroke's points take up, in pixels relative to its element's corner. */
export function extentOf(stroke: Stroke, width: number, height: number): Extent {
  const points =
    stroke.kind === StrokeKind.ELEMENT ? [[0, 0] as const, [width, height] as const] : pixelsOf(stroke, width, height);
  return {
    left: Math.min(...points.map(([x]) => x)),
    top: Math.min(...points.map(([, y]) => y)),
    right: Math.max(...points.map(([x]) => x)),
    bottom: Math.max(...points.map(([, y]) => y)),
  };
}

/** How far a place is from what is drawn, in pixels; all relative to the element's corner. Inside a note or a frame's line it is 0. */
export function distanceTo(stroke: Stroke, width: number, height: number, x: number, y: number): number {
  const { left, top, right, bottom } = extentOf(stroke, width, height);
  if (stroke.kind === StrokeKind.RECTANGLE || stroke.kind === StrokeKind.ELEMENT) {
    const corners = [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
      [left, top],
    ] as const;
    return toPolyline(corners, x, y);
  }
  return toPolyline(pixelsOf(stroke, width, height), x, y);
}

type Pixel = readonly [x: number, y: number];

function pixelsOf({ points }: Stroke, width: number, height: number): readonly Pixel[] {
  const pixels: Pixel[] = [];
  for (let i = 0; i + 1 < points.length; i += 2) {
    pixels.push([(points[i] ?? 0) * width, (points[i + 1] ?? 0) * height]);
  }
  return pixels;
}

/** A hand's line, thinner where it was fast. */
function outline(points: readonly Pixel[], size: number, last: boolean): string {
  const edge = getStroke(
    points.map(([x, y]) => [x, y]),
    { size, thinning: 0.5, smoothing: 0.5, streamline: 0.3, last },
  );
  const corners = edge.map(([x = 0, y = 0]): Pixel => [x, y]);
  const [start] = corners;
  if (!start) return '';
  // Through the middles between the corners, which are then where the curve bends.
  const curves = corners.map(([x, y], i) => {
    const [nextX, nextY] = corners[(i + 1) % corners.length] ?? start;
    return `${number(x)} ${number(y)} ${number((x + nextX) / 2)} ${number((y + nextY) / 2)}`;
  });
  return `M${number(start[0])} ${number(start[1])}Q${curves.join(' ')}Z`;
}

function polyline(points: readonly Pixel[]): string {
  const [start] = points;
  // A line of no length has no caps in every browser.
  const all = start && points.length === 1 ? [start, [start[0] + 0.01, start[1]] as const] : points;
  return all.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${number(x)} ${number(y)}`).join('');
}

function rectangle([x1, y1]: Pixel, [x2, y2]: Pixel): string {
  const [left, right] = [Math.min(x1, x2), Math.max(x1, x2)];
  const [top, bottom] = [Math.min(y1, y2), Math.max(y1, y2)];
  return `M${number(left)} ${number(top)}H${number(right)}V${number(bottom)}H${number(left)}Z`;
}

function arrow(from: Pixel, to: Pixel, most: number): string {
  const [x, y] = to;
  const length = Math.hypot(x - from[0], y - from[1]);
  const angle = Math.atan2(y - from[1], x - from[0]);
  const head = Math.min(most, Math.max(length / 2, most / 3));
  const barb = (side: number): Pixel => [x - head * Math.cos(angle + side), y - head * Math.sin(angle + side)];
  return polyline([from, to]) + polyline([barb(HEAD_ANGLE), to, barb(-HEAD_ANGLE)]);
}

function toPolyline(points: readonly Pixel[], x: number, y: number): number {
  let least = Infinity;
  for (const [i, [x1, y1]] of points.entries()) {
    const [x2, y2] = points[i + 1] ?? [x1, y1];
    const [dx, dy] = [x2 - x1, y2 - y1];
    const along = dx === 0 && dy === 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy);
    const at = Math.min(1, Math.max(0, along));
    least = Math.min(least, Math.hypot(x - x1 - at * dx, y - y1 - at * dy));
  }
  return least;
}

/** Tenths of a pixel: more only makes the text longer. */
function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}
