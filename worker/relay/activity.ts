/** Ends a session in which nobody does anything (SPEC L6). Whatever crosses it counts, not that sockets are open. */
import { EndReason } from '../../widget/engine/protocol/control.js';
import type { Deadline, SessionContext, SessionFeature } from './session-context.js';
import type { SessionRecord, SessionStore } from './session-store.js';

/** A write for each frame would cost more than the frame; sleep forgets at most this much. */
const WRITE_INTERVAL_MS = 60_000;

export class Activity implements SessionFeature {
  readonly #store: SessionStore;
  #at = 0;

  constructor(store: SessionStore) {
    this.#store = store;
  }

  /** Somebody did something. */
  note(): void {
    const { session } = this.#store;
    this.#at = Date.now();
    if (session && this.#at - session.activeAt >= WRITE_INTERVAL_MS) this.#store.update({ activeAt: this.#at });
  }

  customerCame(): void {
    this.note();
  }

  agentCame(): void {
    this.note();
  }

  *deadlines({ end, limits }: SessionContext, { activeAt }: SessionRecord): Iterable<Deadline> {
    yield { at: Math.max(this.#at, activeAt) + limits.idleMs, act: () => end(EndReason.IDLE) };
  }
}
