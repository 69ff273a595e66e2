/**
 * Gives the focus back to what had it before something of ours did, without handing on a key that was meant for ours: one that is still
 * down repeats, and one that comes in the same moment was on its way. Knows neither panel nor question.
 */

/** A press this soon after something came or went was meant for what stood there, or had the focus, before. */
export const GUARD_MS = 600;

export function giveFocus(target: HTMLElement): void {
  target.focus({ preventScroll: true });
  const until = performance.now() + GUARD_MS;
  const guard = (event: KeyboardEvent): void => {
    const isOver = event.timeStamp > until || !target.matches(':focus');
    if (!event.repeat && isOver) return removeEventListener('keydown', guard, true);
    // These press buttons, and send forms from their fields.
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener('keydown', guard, true);
}
