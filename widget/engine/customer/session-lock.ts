/**
 * The Web Lock that a tab with a session holds, so that other tabs of its origin know: the browser frees it when the tab goes,
 * crashes included. A page without locks (no TLS, an opaque origin) is taken for the only one; the relay knows better.
 */
import { LOCK_NAME } from './resume-marker.js';

export class SessionLock {
  #release = (): void => undefined;
  /** Settles once the browser has the lock back that this tab had. */
  #given: Promise<unknown> = Promise.resolve();

  /** Takes it, or answers `false`: another tab has a session. */
  take(): Promise<boolean> {
    return this.#request({ ifAvailable: true });
  }

  /** Takes it as soon as it is free, as after a navigation whose page is not quite gone yet. */
  wait(): void {
    void this.#request({});
  }

  release(): void {
    this.#release();
  }

  #request(options: LockOptions): Promise<boolean> {
    this.#release();
    const { locks } = navigator;
    if (!locks) return Promise.resolve(true);
    const { promise: given, resolve: giveBack } = Promise.withResolvers<void>();
    const waiting = new AbortController();
    this.#release = () => {
      waiting.abort();
      giveBack();
    };
    return new Promise((resolve) => {
      // A request that takes no for an answer cannot be aborted as well.
      const whole = options.ifAvailable ? options : { ...options, signal: waiting.signal };
      // Not before the one that was let go of: to whom else should it belong?
      this.#given = this.#given
        .then(() =>
          locks.request(LOCK_NAME, whole, (lock) => {
            resolve(lock !== null);
            return lock ? given : undefined;
          }),
        )
        .catch(() => resolve(true));
    });
  }
}
