/** How long a session and its parts last: the protocol's numbers, unless a variable says another. Read by the session's object. */
import {
  AGENT_WAIT_MS,
  PIN_LIFETIME_MS,
  RECONNECT_ATTEMPTS,
  RECONNECT_WINDOW_MS,
  SESSION_IDLE_MS,
  SESSION_LONGEST_MS,
} from '../../widget/engine/protocol/limits.js';
import type { RawVariables } from './variables.js';

export interface SessionLimits {
  /** Without an agent. */
  readonly pinLifetimeMs: number;
  readonly reconnectWindowMs: number;
  readonly reconnectAttempts: number;
  readonly agentWaitMs: number;
  readonly idleMs: number;
  readonly longestMs: number;
}

/** Of variables that were checked: whatever is wrong with one, no session begins before it is right. */
export function readSessionLimits(variables: RawVariables): SessionLimits {
  return {
    pinLifetimeMs: milliseconds(variables.PIN_LIFETIME_SECONDS) ?? PIN_LIFETIME_MS,
    reconnectWindowMs: milliseconds(variables.RECONNECT_SECONDS) ?? RECONNECT_WINDOW_MS,
    reconnectAttempts: Number(variables.RECONNECT_ATTEMPTS) || RECONNECT_ATTEMPTS,
    agentWaitMs: milliseconds(variables.AGENT_WAIT_SECONDS) ?? AGENT_WAIT_MS,
    idleMs: milliseconds(variables.SESSION_IDLE_SECONDS) ?? SESSION_IDLE_MS,
    longestMs: milliseconds(variables.SESSION_LONGEST_SECONDS) ?? SESSION_LONGEST_MS,
  };
}

function milliseconds(seconds: string | undefined): number | undefined {
  return Number(seconds) > 0 ? Number(seconds) * 1000 : undefined;
}
