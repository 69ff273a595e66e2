/**
 * The cookie by which the tabs of one site find each other's session (SPEC K2): the one store that sub-domains share. It holds a
 * ticket that is good once, and dies soon after the last tab. Knows no relay.
 */
import { STATE_COOKIE_LIFE_S } from '../../protocol/limits.js';
import { readCookie, siteDomain, writeCookie } from '../site-cookie.js';

/** What the contract calls it, unless the page does otherwise. */
const DEFAULT_KEY = '$$ZCB_SESSION$$';

/** Characters that RFC 6265 allows in a name. */
const NAME_PATTERN = /^[\w!#$%&'*+\-.^`|~]{1,64}$/;

export interface CookieState {
  readonly sessionId: string;
  readonly ticket: string;
  /** Of two tickets the one with the higher count is the newer. */
  readonly count: number;
}

export class StateCookie {
  readonly #service: string;
  readonly #name: string;
  #domain: string | undefined;

  /** @param service the service's origin: a ticket must never reach another one. @param key whatever the page gave. */
  constructor(service: string, key: unknown) {
    this.#service = service;
    this.#name = typeof key === 'string' && NAME_PATTERN.test(key) ? key : DEFAULT_KEY;
  }

  /** What the tabs of this site share, if it is of this service and makes sense. */
  read(): CookieState | undefined {
    let value: unknown;
    try {
      value = JSON.parse(atob(this.#raw() ?? ''));
    } catch {
      // The site's server and every script of it may write anything here.
      return undefined;
    }
    if (!Array.isArray(value)) return undefined;
    const [service, sessionId, ticket, count]: unknown[] = value;
    if (service !== this.#service || typeof sessionId !== 'string' || typeof ticket !== 'string') return undefined;
    return typeof count === 'number' && Number.isSafeInteger(count) ? { sessionId, ticket, count } : undefined;
  }

  /** Writes a newer ticket. */
  write(state: CookieState): void {
    const known = this.read();
    if (known?.sessionId === state.sessionId && known.count > state.count) return;
    this.#set(btoa(JSON.stringify([this.#service, state.sessionId, state.ticket, state.count])), STATE_COOKIE_LIFE_S);
  }

  /** Gives what is there a new life. Not a copy that this tab kept: another one may have a newer ticket. */
  renew(): void {
    const raw = this.#raw();
    if (raw !== undefined && this.read()) this.#set(raw, STATE_COOKIE_LIFE_S);
  }

  /** Takes it away, if it is that of this session. */
  clear(sessionId: string): void {
    if (this.read()?.sessionId === sessionId) this.#set('', 0);
  }

  /** The widest host whose pages get the cookie: the site's, as far as the browser lets a page say it; else the page's own. */
  get domain(): string {
    return (this.#domain ??= siteDomain());
  }

  #raw(): string | undefined {
    return readCookie(this.#name);
  }

  #set(value: string, lifeSeconds: number): void {
    writeCookie(this.#name, value, lifeSeconds, this.domain);
  }
}
