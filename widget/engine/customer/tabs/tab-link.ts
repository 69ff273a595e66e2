/**
 * One tab's part in a session of several (SPEC K): says when the customer is here, keeps the state cookie, and lends the others
 * its masks. Whether the agents see this tab is for the relay to say.
 */
import type { CustomerMessage } from '../../protocol/control.js';
import { readTabTicket } from '../../protocol/control/tab-messages.js';
import type { TabLink, TabSession } from '../engine-api.js';
import { holdSession } from './session-presence.js';
import type { StateCookie } from './state-cookie.js';

/** A tab may renew the cookie this late when it is hidden, and its timers run once a minute. */
const RENEWAL_MS = 30_000;

/** Who goes to another tab of the session leaves this one first: only who stays away looks elsewhere. */
const AWAY_AFTER_MS = 1_000;

/** Longer masks do not fit into a message; then everything is masked. */
const MASKS_MAX_LENGTH = 3_000;
const EVERYTHING = 'true';

/** Signs that the customer is in this tab, whatever the browser says of focus. */
const SIGNS = ['focus', 'pointerdown', 'keydown'] as const;

export function linkTab(cookie: StateCookie, session: TabSession): TabLink {
  const { sessionId, control } = session;
  const teardown = new AbortController();
  /** Whether agents see this tab; unknown on a socket on which the relay has not said so. */
  let seen: boolean | undefined;
  let focused = true;
  let leaving: ReturnType<typeof setTimeout> | undefined;

  const isVisible = (): boolean => document.visibilityState === 'visible';

  function tell(now: boolean): void {
    // A tab that is seen says what has changed; one that stands by only that the customer came.
    if (seen === undefined || (seen ? now === focused : !now)) return;
    focused = now;
    control({ type: 'tab_focus', focused: now });
  }

  function look(): void {
    clearTimeout(leaving);
    if (isVisible()) tell(true);
    else leaving = setTimeout(() => tell(isVisible()), AWAY_AFTER_MS);
  }

  function share(): void {
    if (cookie.read()?.sessionId !== sessionId) control({ type: 'tabs_open', domain: cookie.domain });
    else cookie.renew();
  }

  function hear(message: CustomerMessage): void {
    switch (message.type) {
      case 'customer_welcome': {
        const isNew = seen === undefined;
        seen = true;
        focused = true;
        if (isNew) greet();
        return look();
      }
      case 'tab_standby': {
        const isNew = seen === undefined;
        seen = false;
        if (isNew) greet();
        // Only on a new socket: one that another tab has just been preferred to must not fight it.
        if (isNew && isVisible()) tell(true);
        return;
      }
      case 'tab_ticket': {
        const ticket = readTabTicket(message.json);
        if (ticket) cookie.write({ sessionId, ticket: ticket.ticket, count: ticket.count });
        return;
      }
      default:
        return;
    }
  }

  function greet(): void {
    share();
    lendMasks();
  }

  function lendMasks(): void {
    const masks = JSON.stringify(session.masking());
    control({ type: 'tab_masks', masks: masks.length > MASKS_MAX_LENGTH ? EVERYTHING : masks });
  }

  const { signal } = teardown;
  holdSession(sessionId, signal);
  for (const sign of SIGNS) addEventListener(sign, () => tell(true), { signal, capture: true, passive: true });
  document.addEventListener('visibilitychange', look, { signal });
  addEventListener('pagehide', () => cookie.renew(), { signal });
  const renewing = setInterval(() => seen !== undefined && share(), RENEWAL_MS);

  return {
    hear,
    reconnecting: () => (seen = undefined),
    // Before the relay has greeted, the greeting will tell.
    masksChanged: () => seen !== undefined && lendMasks(),
    close() {
      teardown.abort();
      clearInterval(renewing);
      clearTimeout(leaving);
      cookie.clear(sessionId);
    },
  };
}
