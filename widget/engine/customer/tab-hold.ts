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

export class TabHold {
  readonly #options: TabHoldOptions;

  constructor(options: TabHoldOptions) {
    this.#options = options;
    const { lock, mark, resumed, signal, onLeave, onBack } = options;
    const { sessionId } = options.marker() ?? {};
    if (resumed) lock.wait();
    // A crash fires no event.
    const keeping = setInterval(() => this.keep(), MARKER_INTERVAL_MS);
    const giveUp = (): void => {
      if (sessionId !== undefined) mark?.drop(sessionId);
    };
    signal.addEventListener('abort', () => {
      clearInterval(keeping);
      giveUp();
    });
    const leave = (): void => {
      this.keep(true);
      onLeave();
      lock.release();
      giveUp();
    };
    const comeBack = ({ persisted }: PageTransitionEvent): void => {
      if (!persisted) return;
      lock.wait();
      this.keep();
      onBack();
    };
    addEventListener('pagehide', leave, { signal });
    addEventListener('pageshow', comeBack, { signal });
    this.keep();
  }

  /** Writes the marker anew. @param left whether the page is being left. */
  keep(left = false): void {
    const marker = this.#options.marker();
    if (!marker) return;
    writeMarker(marker, left);
    if (!left) this.#options.mark?.keep(marker.sessionId);
  }
}
