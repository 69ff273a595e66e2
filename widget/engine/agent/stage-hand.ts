/** Moves and zooms the customer's page on its stage: by mouse, wheel and touch pad. Loaded with the tools. */
import type { StageElement } from './stage.js';
import type { Point } from './tool.js';
import type { Zoom } from './zoom.js';
import { zoomBy } from './zoom-steps.js';

/** Another zoom, under which a point of the screen shows what it showed; the middle if there is none. */
export async function zoomAround(stage: StageElement, zoom: Zoom, point = middleOf(stage)): Promise<void> {
  const { view, scroller } = stage;
  const kept = view.toPage(point);
  stage.zoom = zoom;
  // Once to lay the page out, once more for the scroll bars that come or go with it.
  await stage.updateComplete;
  await stage.updateComplete;
  const now = view.toScreen(kept);
  scroller.scrollBy(now.x - point.x, now.y - point.y);
}

/** Lets the mouse drag the page, and a wheel with Ctrl zoom it, which is how two fingers on a touch pad are told. */
export function attachHand(stage: StageElement, signal: AbortSignal): void {
  const { scroller, view } = stage;
  let held: Point | undefined;
  const hold = (event: PointerEvent): void => {
    const onShield = event.target instanceof Element && event.target.matches('.scrolls .shield');
    // A finger scrolls by itself.
    if (!onShield || event.pointerType === 'touch' || event.button > 1) return;
    event.preventDefault();
    held = { x: event.clientX, y: event.clientY };
    scroller.setPointerCapture(event.pointerId);
  };
  const drag = ({ clientX: x, clientY: y }: PointerEvent): void => {
    if (!held) return;
    scroller.scrollBy(held.x - x, held.y - y);
    held = { x, y };
  };
  const drop = (): void => void (held = undefined);
  const wheel = (event: WheelEvent): void => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    void zoomAround(stage, zoomBy(view.scale, event.deltaY), { x: event.clientX, y: event.clientY });
  };
  scroller.addEventListener('pointerdown', hold, { signal });
  scroller.addEventListener('pointermove', drag, { signal });
  scroller.addEventListener('pointerup', drop, { signal });
  scroller.addEventListener('pointercancel', drop, { signal });
  scroller.addEventListener('wheel', wheel, { signal, passive: false });
}

function middleOf(stage: StageElement): Point {
  const { left, top, width, height } = stage.getBoundingClientRect();
  return { x: left + width / 2, y: top + height / 2 };
}
