/** Which moments a session waits for. A Durable Object has one alarm, so the earliest of them is set. */
import { PIN_LIFETIME_MS, RECONNECT_WINDOW_MS, SILENCE_LIMIT_MS } from '../../widget/engine/protocol/limits.js';
import { PIN_RENEWAL_MS } from './directory.js';
import type { SessionRecord } from './session-store.js';

export const Deadline = {
  /** The PIN's life is over: for so long no agent was there, from the start or since the last one went. */
  NOBODY_JOINED: 'nobody_joined',
  /** The customer did not come back. */
  CUSTOMER_LOST: 'customer_lost',
  /** Somebody's socket is open but silent. */
  SILENCE: 'silence',
  /** The directory would soon give the PIN to others. */
  PIN_RENEWAL: 'pin_renewal',
} as const;
export type Deadline = (typeof Deadline)[keyof typeof Deadline];

type Heard = readonly { readonly number: number; readonly at: number }[];

/** When each deadline of a session falls due; those that do not apply are left out. */
function moments(session: SessionRecord, heard: Heard): readonly (readonly [Deadline, number])[] {
  const all: [Deadline, number][] = [[Deadline.PIN_RENEWAL, session.pinRenewedAt + PIN_RENEWAL_MS]];
  if (session.noAgentSince !== undefined) {
    all.push([Deadline.NOBODY_JOINED, session.noAgentSince + PIN_LIFETIME_MS]);
  }
  if (session.customerGoneAt !== undefined) {
    all.push([Deadline.CUSTOMER_LOST, session.customerGoneAt + RECONNECT_WINDOW_MS]);
  }
  for (const { at } of heard) all.push([Deadline.SILENCE, at + SILENCE_LIMIT_MS]);
  return all;
}

/** What the alarm must be set to. */
export function nextDeadline(session: SessionRecord, heard: Heard): number {
  return Math.min(...moments(session, heard).map(([, at]) => at));
}

/** What is due now. */
export function dueDeadlines(session: SessionRecord, heard: Heard, now: number): ReadonlySet<Deadline> {
  return new Set(
    moments(session, heard)
      .filter(([, at]) => at <= now)
      .map(([deadline]) => deadline),
  );
}
