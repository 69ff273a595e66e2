/**
 * A button with `multi-tab` on a page without a session: resumes the one that another tab of the site has, once the customer comes
 * to this one. Loaded only with that attribute. Reads no more of the state cookie than that it is there.
 */

/** The name that the contract gives it (section 2). */
const STATE_COOKIE = '$$ZCB_SESSION$$=';

/** Signs that the customer is here. */
const SIGNS = ['focus', 'pointerdown', 'pageshow'] as const;

/** @param resume is called at once and then whenever the customer comes; it knows whether there is anything to do. */
export function followTabs(element: Element, resume: () => void): void {
  const stop = new AbortController();
  const come = (): void => {
    if (!element.isConnected) return stop.abort();
    if (document.visibilityState === 'visible' && hasStateCookie()) resume();
  };
  const { signal } = stop;
  for (const sign of SIGNS) addEventListener(sign, come, { signal, capture: true, passive: true });
  document.addEventListener('visibilitychange', come, { signal });
  come();
}

function hasStateCookie(): boolean {
  return document.cookie.split('; ').some((each) => each.startsWith(STATE_COOKIE));
}
