/**
 * The cookie by which pages of one site know that the customer has a session on another one (SPEC K9): locks end at an origin, and
 * pages without TLS have none. It lets nobody in, and dies soon after the page that writes it. Knows no relay.
 */
import type { TabsPart } from './engine-api.js';
import { readCookie, siteDomain, writeCookie } from './site-cookie.js';

const NAME = 'cobrowse.on';

/** It is written anew every MARKER_INTERVAL_MS, by a hidden page once a minute. */
const LIFE_S = 90;

export class SiteMark {
  readonly #service: string;
  #domain: string | undefined;

  /** @param service the service's origin: sessions with another one are counted by themselves. */
  constructor(service: string) {
    this.#service = service;
  }

  /**
   * Whether the customer has a session on another page of the site, as far as that is known.
   * @param own what this tab had itself and does not resume
   * @param tabs knows what the customer would not join here; then this tab may start one of its own
   */
  isElsewhere(own: string | undefined, tabs: Pick<TabsPart, 'isDeclined'> | undefined): boolean {
    const [service, sessionId, origin] = this.#read();
    if (service !== this.#service || typeof sessionId !== 'string') return false;
    // Of the same origin a lock knows better, where there are locks: this is what a crash left behind.
    if (origin === location.origin && Boolean(navigator.locks)) return false;
    return sessionId !== own && tabs?.isDeclined(sessionId) !== true;
  }

  /** This page has a session. */
  keep(sessionId: string): void {
    const value = btoa(JSON.stringify([this.#service, sessionId, location.origin]));
    writeCookie(NAME, value, LIFE_S, (this.#domain ??= siteDomain()));
  }

  /** It has it no longer, or is being left. */
  drop(sessionId: string): void {
    if (this.#read()[1] === sessionId) writeCookie(NAME, '', 0, (this.#domain ??= siteDomain()));
  }

  #read(): readonly unknown[] {
    try {
      const value: unknown = JSON.parse(atob(readCookie(NAME) ?? ''));
      return Array.isArray(value) ? value : [];
    } catch {
      // Every page and server of the site may write anything here.
      return [];
    }
  }
}
