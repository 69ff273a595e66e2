/**
 * What the parts of a session may use of it: the store, the sockets, and the few acts that concern all. New behaviour is a handler
 * (message-rules.ts), a route (frame-routes.ts) or a feature (features.ts) in a file of its own, and meets the session only here.
 */
import type { EndReason } from '../../widget/engine/protocol/control.js';
import type { SessionLimits } from '../configuration/session-limits.js';
import type { Delivery } from './delivery.js';
import type { Participant, SessionRecord, SessionStore } from './session-store.js';
import type { Sockets } from './sockets.js';

export interface SessionContext {
  readonly store: SessionStore;
  readonly sockets: Sockets;
  /** Hands frames on, as fast as each receiver takes them. */
  readonly delivery: Pick<Delivery, 'curtain' | 'handOn' | 'received'>;
  readonly features: readonly SessionFeature[];
  readonly limits: SessionLimits;
  /** Ends the session for everybody. */
  end(reason: EndReason): Promise<void>;
  /** Sets the alarm anew; to be called after whatever changes a deadline. */
  schedule(): Promise<void>;
}

/** A moment that a session waits for. */
export interface Deadline {
  readonly at: number;
  /** The session may have ended, or the matter have settled itself, since the deadline was named. */
  act(): void | Promise<void>;
}

/** A part of the session that must hear more than its own messages. What it has to remember lies in the store. */
export interface SessionFeature {
  /** A socket of the customer's opened and got its welcome. */
  customerCame?(context: SessionContext): void;
  /** A socket of an agent who was let in opened, or they were let in just now; they got their welcome. */
  agentCame?(context: SessionContext, agent: Participant): void;
  /** A participant's socket is gone. They may come back. */
  departed?(context: SessionContext, number: number): void;
  /** What the session waits for. Asked whenever the alarm is set and when it rings, so it must be cheap. */
  deadlines?(context: SessionContext, session: SessionRecord): Iterable<Deadline>;
}
