/** The desk's session machine: its states, each with only what belongs to it. Knows no elements and no sockets. */
import type { AgentInfo, EndReason } from '../protocol/control.js';

/** How a session ended for this agent: a reason of the relay's, or one that only concerns this desk. */
export type DeskEnding = EndReason | 'left' | 'replaced' | 'lost' | 'refused' | 'unanswered' | 'no-customer';

/** Why a PIN did not lead into a session. */
export interface JoinProblem {
  /** A code of the contract, section 7. */
  readonly code: number;
  /** Set while the service takes no attempts. */
  readonly retryAfterSeconds?: number;
  /** The PIN is not known, and this agent may wait for a customer who starts with it. */
  readonly mayWait?: true;
}

export type DeskState =
  | { readonly state: 'no-token' }
  | { readonly state: 'idle'; readonly problem?: JoinProblem }
  | { readonly state: 'joining' }
  /** This agent waits with an agreed PIN for a customer who has not started yet. */
  | { readonly state: 'awaiting' }
  /** The customer is asked whether to let this agent in. */
  | { readonly state: 'waiting'; readonly agent: AgentInfo }
  | LiveDesk
  | { readonly state: 'ended'; readonly ending: DeskEnding };

export interface LiveDesk {
  readonly state: 'live';
  readonly agent: AgentInfo;
  readonly customerName: string;
  /** Whether the customer's site vouches for who they are. */
  readonly customerVerified: boolean;
  /** Whether the customer looks at something else than what is seen here. */
  readonly elsewhere?: boolean;
  /** How often the customer went on in another tab. */
  readonly transfers?: number;
  /** While the customer's connection is gone: how long the session waits (epoch milliseconds). */
  readonly awayUntil?: number;
  /** While our own connection is gone: how long we try (epoch milliseconds). */
  readonly reconnectingUntil?: number;
}
