/** The bindings of wrangler.jsonc and the variables. These are raw; configuration.ts reads and checks them. */
import type { RawVariables } from './configuration/variables.js';
import type { JournalObject } from './journal/journal.js';
import type { DirectoryObject } from './relay/directory.js';
import type { SessionObject } from './relay/session.js';
import type { WaitingRoomObject } from './relay/waiting-room.js';

/** What is used of a rate-limit binding, so that a server of our own can stand in for it. */
export interface Limiter {
  limit(options: { readonly key: string }): Promise<{ readonly success: boolean }>;
}

export interface Env extends RawVariables {
  readonly ASSETS: Fetcher;
  readonly DIRECTORY: DurableObjectNamespace<DirectoryObject>;
  readonly SESSIONS: DurableObjectNamespace<SessionObject>;
  readonly JOURNAL: DurableObjectNamespace<JournalObject>;
  readonly WAITING_ROOMS: DurableObjectNamespace<WaitingRoomObject>;
  /** Needed outside development. */
  readonly TOKEN_LIMITER?: Limiter;
  readonly PIN_LIMITER?: Limiter;
}
