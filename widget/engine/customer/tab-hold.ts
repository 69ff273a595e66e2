/**
 * How a tab keeps its session over reloads, crashes and the back/forward cache (SPEC Y): the marker, the lock, and when the socket
 * has to go. Knows no session.
 */
import { MARKER_INTERVAL_MS, writeMarker, type ResumeMarker } from './resume-marker.js';
import type { SessionLock } from './session-lock.js';

export interface TabHoldOptions {
  readonly lock: SessionLock;
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
    const { lock, resumed, signal, onLeave, onBack } = options;
    if (resumed) lock.wait();
    // A crash fires no event.
    const keeping = setInterval(() => this.keep(), MARKER_INTERVAL_MS);
    signal.addEventListener('abort', () => clearInterval(keeping));
    const leave = (): void => {
      this.keep(true);
      onLeave();
      lock.release();
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
    if (marker) writeMarker(marker, left);
  }
}
