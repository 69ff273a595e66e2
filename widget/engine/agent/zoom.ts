/** How large the customer's page is drawn. Pure: it knows no elements. */

/** `fit`: all of it in sight, never larger than the customer sees it. A number is a scale. */
export type Zoom = 'fit' | number;

export const ACTUAL_SIZE = 1;

/** What `zoomIn` and `zoomOut` step through, as browsers do. */
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3];

const SCALE_MIN = 0.05;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The scale for a zoom, in a room of this size. */
export function scaleOf(zoom: Zoom, page: Size, room: Size): number {
  if (zoom !== 'fit') return zoom;
  const fitting = Math.min(room.width / page.width, room.height / page.height);
  return Math.max(SCALE_MIN, Math.min(ACTUAL_SIZE, fitting));
}

/** The next larger step, or the same at the end. */
export function zoomIn(scale: number): number {
  return STEPS.find((step) => step > scale + 0.005) ?? Math.max(scale, STEPS.at(-1) ?? scale);
}

/** The next smaller step, or the same at the end. */
export function zoomOut(scale: number): number {
  return STEPS.findLast((step) => step < scale - 0.005) ?? Math.min(scale, STEPS[0] ?? scale);
}
