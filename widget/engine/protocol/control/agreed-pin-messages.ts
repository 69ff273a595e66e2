/** An agent who waits with an agreed PIN before the customer has started (SPEC J). */
import { isCount, type Json } from './json.js';

/** Waiting room → agent, first on each socket there: the customer has not started yet. */
export interface CustomerAwaitedMessage {
  readonly type: 'customer_awaited';
  readonly remainingMs: number;
}

/** Waiting room → agent: go on at this session's socket, with the same secret. The socket closes with HANDED_OVER. */
export interface CustomerStartedMessage {
  readonly type: 'customer_started';
  readonly sessionId: string;
}

export type AgreedPinMessage = CustomerAwaitedMessage | CustomerStartedMessage;

export function readAgreedPinMessage({ type, remainingMs, sessionId }: Json): AgreedPinMessage | undefined {
  if (type === 'customer_started') return typeof sessionId === 'string' ? { type, sessionId } : undefined;
  return type === 'customer_awaited' && isCount(remainingMs, Number.MAX_SAFE_INTEGER)
    ? { type, remainingMs }
    : undefined;
}
