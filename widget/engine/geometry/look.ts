/**
 * When to look again where things are: with every frame while something moves, now and then while nothing does. No event tells of all
 * that moves an element, and frames alone would keep an idle page's processor awake.
 */

/** Frames without a change after which nothing moves. */
const STILL_FRAMES = 30;

/** How late a movement may be seen that nothing tells of. */
const IDLE_MS = 100;

/** What mostly comes with a movement. */
const STIRS = ['scroll', 'resize', 'wheel', 'touchmove', 'transitionrun', 'animationstart', 'toggle', 'click', 'input'];

/**
 * Looks until the signal is aborted.
 * @param look answers whether anything was elsewhere than before
 * @returns stirs: looks with every frame for a while
 */
export function keepLooking(view: Window, look: () => boolean, signal: AbortSignal): () => void {
  let still = 0;
  let frame = 0;
  let timer = 0;
  const next = (): void => {
    view.cancelAnimationFrame(frame);
    view.clearTimeout(timer);
    if (signal.aborted) return;
    if (still < STILL_FRAMES) frame = view.requestAnimationFrame(run);
    else timer = view.setTimeout(() => (frame = view.requestAnimationFrame(run)), IDLE_MS);
  };
  const run = (): void => {
    still = look() ? 0 : still + 1;
    next();
  };
  const stir = (): void => {
    const slept = still >= STILL_FRAMES;
    still = 0;
    if (slept) next();
  };
  const options = { capture: true, passive: true, signal };
  for (const type of STIRS) view.addEventListener(type, stir, options);
  signal.addEventListener('abort', next);
  next();
  return stir;
}
