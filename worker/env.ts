/** The bindings and variables of wrangler.jsonc. Values are raw; configuration.ts reads and checks them. */
import type { DirectoryObject } from './relay/directory.js';
import type { SessionObject } from './relay/session.js';

export interface Env {
  readonly ASSETS: Fetcher;
  readonly DIRECTORY: DurableObjectNamespace<DirectoryObject>;
  readonly SESSIONS: DurableObjectNamespace<SessionObject>;
  readonly ZOOM_SDK_KEY?: string;
  readonly ZOOM_SDK_SECRET?: string;
  readonly ALLOWED_ORIGINS?: string;
  readonly SERVICE_URL?: string;
  readonly SDK_VERSION?: string;
  readonly COBROWSE_DEV?: string;
}
