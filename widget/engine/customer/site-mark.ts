/**
 * The cookie by which pages of one site know that the customer has a session on another one (SPEC K9): locks end at an origin, and
 * pages without TLS have none. It lets nobody in, and dies soon after the page that writes it. Knows no relay.
 */
import type { TabsPart } from './engine-api.js';
import { readCookies, siteDomain, writeCookie } from './site-cookie.js';

const NAME = 'cobrowse.on';

/** It is written anew every MARKER_INTERVAL_MS, by a hidden page once a minute. */
const LIFE_S = 90;

/** Some browsers tell each page a time that is a little off. */
const CLOCK_MARGIN_MS = 1_000;

/** One is ours, and comes last. Many could be planted so that one after the other comes of age. */
const MAX_READ = 3;

interface Mark {
  readonly service: unknown;
  readonly sessionId: unknown;
  readonly origin: unknown;
  /** When it was written. Its cookie says nothing: whoever plants one chooses how long it lasts. */
  readonly at: unknown;
}

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
    return read().some(({ service, sessionId, origin, at }) => {
      if (service !== this.#service || typeof sessionId !== 'string' || !isFresh(at)) return false;
      // Of the same origin a lock knows better, where there are locks: this is what a crash left behind.
      if (origin === location.origin && Boolean(navigator.locks)) return false;
      return sessionId !== own && tabs?.isDeclined(sessionId) !== true;
    });
  }

  /** This page has a session. */
  keep(sessionId: string): void {
    const value = btoa(JSON.stringify([this.#service, sessionId, location.origin, Date.now()]));
    writeCookie(NAME, value, LIFE_S, (this.#domain ??= siteDomain()));
  }

  /** It has it no longer, or is being left. */
  drop(own: string): void {
    if (read().some(({ sessionId }) => sessionId === own)) writeCookie(NAME, '', 0, (this.#domain ??= siteDomain()));
  }
}

function read(): Mark[] {
  return readCookies(NAME).slice(-MAX_READ).map(decode);
}

function decode(text: string): Mark {
  let value: unknown;
  try {
    value = JSON.parse(atob(text));
  } catch {
    // Every page and server of the site may write anything here.
  }
  const [service, sessionId, origin, at]: readonly unknown[] = Array.isArray(value) ? value : [];
  return { service, sessionId, origin, at };
}

function isFresh(at: unknown): boolean {
  const age = typeof at === 'number' ? Date.now() - at : NaN;
  return age >= -CLOCK_MARGIN_MS && age <= LIFE_S * 1_000;
}
