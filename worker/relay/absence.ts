/**
 * How long a customer has been away, and how often they tried to come back (SPEC L1–L4). Pure: it gets the time and knows no
 * socket and no store.
 */
import { RECONNECT_ATTEMPT_MS } from '../../widget/engine/protocol/limits.js';
import type { SessionLimits } from '../configuration/session-limits.js';

export interface Absence {
  /** When their newest socket opened; `undefined` before the first one. */
  readonly openedAt: number | undefined;
  /** Since when nothing was heard of them. It goes on over sockets that open and fall silently. */
  readonly since: number | undefined;
  /** Attempts to come back since then, and when the newest of them began. */
  readonly attempts: number;
  readonly attemptAt: number;
}

/** Of a session that was just created. */
export const NEVER_THERE: Absence = { openedAt: undefined, since: undefined, attempts: 0, attemptAt: 0 };

/** A socket opened. */
export function opened(absence: Absence, now: number): Absence {
  const { openedAt, since, attempts, attemptAt } = absence;
  const again = openedAt !== undefined && since !== undefined;
  if (!again || now < attemptAt + RECONNECT_ATTEMPT_MS) return { ...absence, openedAt: now };
  return { openedAt: now, since, attempts: attempts + 1, attemptAt: now };
}

/** Something came over the socket: they are back. */
export function heard({ openedAt }: Absence): Absence {
  return { ...NEVER_THERE, openedAt };
}

/** The socket is gone. */
export function gone(absence: Absence, now: number): Absence {
  const { openedAt, since } = absence;
  const stayed = openedAt !== undefined && openedAt + RECONNECT_ATTEMPT_MS <= now;
  return stayed || since === undefined ? { ...heard(absence), since: now } : absence;
}

/** Until when they may come back, having no socket. */
export function lostAt(
  { openedAt, since = 0, attempts, attemptAt }: Absence,
  createdAt: number,
  limits: SessionLimits,
) {
  if (openedAt === undefined) return createdAt + limits.agentWaitMs;
  const end = since + limits.reconnectWindowMs;
  return attempts < limits.reconnectAttempts ? end : Math.min(end, attemptAt + RECONNECT_ATTEMPT_MS);
}
