/** Which moments a session waits for. A Durable Object has one alarm, so the earliest of them is set. */
import { PIN_LIFETIME_MS, RECONNECT_WINDOW_MS, SILENCE_LIMIT_MS } from '../../widget/engine/protocol/limits.js';
import { PIN_RENEWAL_MS } from './directory.js';
import type { SessionRecord } from './session-store.js';

export const Deadline = {
  /** The PIN's life is over: for so long no agent was there, from the start or since the last one went. */
  NOBODY_JOINED: 'nobody_joined',
  /** The customer did not come back. */
  CUSTOMER_LOST: 'customer_lost',
  /** The customer did not answer whether to let an agent in. */
  UNANSWERED: 'unanswered',
  /** Somebody's socket is open but silent. */
  SILENCE: 'silence',
  /** The directory would soon give the PIN to others. */
  PIN_RENEWAL: 'pin_renewal',
} as const;
export type Deadline = (typeof Deadline)[keyof typeof Deadline];

type Heard = readonly { readonly number: number; readonly at: number }[];

/** Until when agents wait to be let in, by number; 0 before the customer was asked. */
type Waits = ReadonlyMap<number, number>;

/** When each deadline of a session falls due; those that do not apply are left out. */
function moments(session: SessionRecord, heard: Heard, waits: Waits): readonly (readonly [Deadline, number])[] {
  const all: [Deadline, number][] = [[Deadline.PIN_RENEWAL, session.pinRenewedAt + PIN_RENEWAL_MS]];
  if (session.noAgentSince !== undefined) {
    all.push([Deadline.NOBODY_JOINED, session.noAgentSince + PIN_LIFETIME_MS]);
  }
  if (session.customerGoneAt !== undefined) {
    all.push([Deadline.CUSTOMER_LOST, session.customerGoneAt + RECONNECT_WINDOW_MS]);
  }
  for (const until of waits.values()) if (until > 0) all.push([Deadline.UNANSWERED, until]);
  for (const { at } of heard) all.push([Deadline.SILENCE, at + SILENCE_LIMIT_MS]);
  return all;
}

/** What the alarm must be set to. */
export function nextDeadline(session: SessionRecord, heard: Heard, waits: Waits): number {
  return Math.min(...moments(session, heard, waits).map(([, at]) => at));
}

/** What is due now. */
export function dueDeadlines(session: SessionRecord, heard: Heard, waits: Waits, now: number): ReadonlySet<Deadline> {
  return new Set(
    moments(session, heard, waits)
      .filter(([, at]) => at <= now)
      .map(([deadline]) => deadline),
  );
}
