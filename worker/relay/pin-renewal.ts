/** Keeps a living session's PIN in the directory, which would else give it to others. */
import type { Env } from '../env.js';
import { PIN_RENEWAL_MS, type DirectoryObject } from './directory.js';
import type { Deadline, SessionFeature } from './session-context.js';
import type { SessionRecord, SessionStore } from './session-store.js';

export class PinRenewal implements SessionFeature {
  readonly #env: Env;

  constructor(env: Env) {
    this.#env = env;
  }

  *deadlines({ store }: { readonly store: SessionStore }, session: SessionRecord): Iterable<Deadline> {
    yield { at: session.pinRenewedAt + PIN_RENEWAL_MS, act: () => this.#renew(store, session) };
  }

  /** Gives the PIN back. */
  async release(session: SessionRecord): Promise<void> {
    try {
      await this.#directory(session).release(session.pinCode, session.sessionId);
    } catch {
      // Then its lease runs out; until then it leads to an object that says `gone`.
    }
  }

  async #renew(store: SessionStore, session: SessionRecord): Promise<void> {
    try {
      await this.#directory(session).renew(session.pinCode, session.sessionId);
      store.update({ pinRenewedAt: Date.now() });
    } catch {
      // Still due, so the next alarm tries again; the lease is longer than two renewals.
    }
  }

  #directory({ sdkKey }: SessionRecord): DurableObjectStub<DirectoryObject> {
    return this.#env.DIRECTORY.getByName(sdkKey);
  }
}
