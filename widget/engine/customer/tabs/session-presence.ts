/**
 * Whether a tab of this very origin is in a session (SPEC K2): each holds a Web Lock named after it, shared with the others, which no
 * page of another origin can take. Apart from session-lock.ts, whose lock says that there is some session, not which.
 */
import { LOCK_NAME } from '../resume-marker.js';

const nameOf = (sessionId: string): string => `${LOCK_NAME} ${sessionId}`;

/** Without locks (no TLS, an opaque origin) nothing is known, so no. */
export async function isHeld(sessionId: string): Promise<boolean> {
  const state = await navigator.locks?.query().catch(() => undefined);
  return state?.held?.some(({ name }) => name === nameOf(sessionId)) === true;
}

/** Holds it until the signal aborts, but not while the page is in the back/forward cache, which a lock would keep it out of. */
export function holdSession(sessionId: string, signal: AbortSignal): void {
  let release = (): void => undefined;
  const hold = (): void => {
    const { promise, resolve } = Promise.withResolvers<void>();
    release = resolve;
    navigator.locks?.request(nameOf(sessionId), { mode: 'shared' }, () => promise).catch(() => undefined);
  };
  hold();
  addEventListener('pagehide', () => release(), { signal });
  addEventListener('pageshow', ({ persisted }) => persisted && hold(), { signal });
  signal.addEventListener('abort', () => release(), { once: true });
}
