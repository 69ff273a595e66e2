/** The agent's tokens: of the page's own making or from the endpoint, and when the one in use ends. Knows no desk. */
import type { ServiceConfig } from '../../service/config.js';
import { failure } from '../../service/failures.js';
import { expiresAt } from '../../service/token-claims.js';
import { askForToken, fetchToken } from '../../service/token-client.js';
import type { AgentDeskHost } from './agent-desk-host.js';
import { tabIdentity } from './tab-identity.js';

/** A number above this would make a timer ring at once. */
const TIMER_MAX_MS = 2 ** 31 - 1;

export class DeskTokens {
  readonly #host: AgentDeskHost;
  readonly #onEnd: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onEnd is called when the token that is watched has ended. */
  constructor(host: AgentDeskHost, onEnd: () => void) {
    this.#host = host;
    this.#onEnd = onEnd;
  }

  /**
   * A new token for this agent.
   * @throws CobrowseError with a `token-…` reason (`token-source-missing` without a request), or `not-configured`.
   */
  async mint(config: ServiceConfig | undefined, signal: AbortSignal): Promise<string> {
    const { getToken, tokenUrl: given, userName, byop } = this.#host;
    if (getToken) return askForToken(getToken, 2, byop);
    const tokenUrl = given ? config?.tokenUrl : config?.agentTokenUrl;
    if (tokenUrl === undefined) throw failure('not-configured');
    // The browser would say no more than that the request failed.
    if (!given && new URL(tokenUrl).origin !== location.origin) throw failure('token-source-missing');
    const userId = this.#host.userId || tabIdentity();
    return fetchToken({ tokenUrl, role: 2, userId, userName, byop }, signal);
  }

  /** Waits for the end of this token instead of the last one's. */
  watch(token: string): void {
    this.unwatch();
    const at = expiresAt(token);
    if (at === undefined) return;
    this.#timer = setTimeout(this.#onEnd, Math.min(Math.max(0, at - Date.now()), TIMER_MAX_MS));
  }

  unwatch(): void {
    clearTimeout(this.#timer);
  }
}
