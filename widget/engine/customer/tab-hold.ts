/**
 * How a tab keeps its session over reloads, crashes and the back/forward cache (SPEC Y), and what tells other tabs of it: the marker,
 * the lock, the site's mark, and when the socket has to go. Knows no session.
 */
import { MARKER_INTERVAL_MS, writeMarker, type ResumeMarker } from './resume-marker.js';
import type { SessionLock } from './session-lock.js';
import type { SiteMark } from './site-mark.js';

export interface TabHoldOptions {
  readonly lock: SessionLock;
  readonly mark: SiteMark | undefined;
  /** What is to be kept, as it is now; nothing once it ends. */
  readonly marker: () => ResumeMarker | undefined;
  /** Whether the session was there before this page, whose lock may not be quite free yet. */
  readonly resumed: boolean;
  /** Ends it; the marker stays. */
  readonly signal: AbortSignal;
  /** The page is left, maybe into the back/forward cache, which an open socket or a lock would keep it out of. */
  readonly onLeave: () => void;
  /** It is back from there. */
  readonly onBack: () => void;
}

/** Answers how to write the marker anew, for when it has changed. */
export function holdTab({ lock, mark, marker, resumed, signal, onLeave, onBack }: TabHoldOptions): () => void {
  const sessionId = marker()?.sessionId ?? '';
  const keep = (left = false): void => {
    const now = marker();
    if (!now) return;
    writeMarker(now, left);
    if (!left) mark?.keep(sessionId);
  };
  if (resumed) lock.wait();
  // A crash fires no event.
  const keeping = setInterval(keep, MARKER_INTERVAL_MS);
  signal.addEventListener('abort', () => {
    clearInterval(keeping);
    mark?.drop(sessionId);
  });
  const leave = (): void => {
    keep(true);
    onLeave();
    lock.release();
    mark?.drop(sessionId);
  };
  const comeBack = ({ persisted }: PageTransitionEvent): void => {
    if (!persisted) return;
    lock.wait();
    keep();
    onBack();
  };
  addEventListener('pagehide', leave, { signal });
  addEventListener('pageshow', comeBack, { signal });
  keep();
  return keep;
}
