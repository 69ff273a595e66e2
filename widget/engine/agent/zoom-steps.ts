/** From one zoom to the next. Pure: it knows no elements. */

/** What `zoomIn` and `zoomOut` step through, as browsers do. */
const STEPS = [0.25, 0.33, 0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3];

/** The next larger step, or the same at the end. */
export function zoomIn(scale: number): number {
  return STEPS.find((step) => step > scale + 0.005) ?? Math.max(scale, STEPS.at(-1) ?? scale);
}

/** The next smaller step, or the same at the end. */
export function zoomOut(scale: number): number {
  return STEPS.findLast((step) => step < scale - 0.005) ?? Math.min(scale, STEPS[0] ?? scale);
}

/** A scale that follows a wheel or two fingers, between the smallest and the largest step. */
export function zoomBy(scale: number, wheel: number): number {
  const [least = scale, most = scale] = [STEPS[0], STEPS.at(-1)];
  return Math.min(most, Math.max(Math.min(least, scale), scale * Math.exp(-wheel / 100)));
}
