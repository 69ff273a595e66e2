/** How large the customer's page is drawn. Pure: it knows no elements. */

/** `fit`: all of it in sight, never larger than the customer sees it. A number is a scale. */
export type Zoom = 'fit' | number;

export const ACTUAL_SIZE = 1;

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
