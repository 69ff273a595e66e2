/** The desk's session machine: its states, each with only what belongs to it. Knows no elements and no sockets. */
import type { PinProblem } from '../../pin/pin-problem.js';
import type { AgentInfo, EndReason } from '../protocol/control.js';

/** How a session ended for this agent: a reason of the relay's, or one that only concerns this desk. */
export type DeskEnding =
  EndReason | 'left' | 'replaced' | 'lost' | 'refused' | 'unanswered' | 'no-customer' | 'removed';

/** A session that this agent was in. */
export interface SessionSummary {
  readonly customerName: string;
  /** What a tab calls the customer, if that is something else. */
  readonly tabName?: string;
  readonly durationMs: number;
  /** Names of other agents who were there. */
  readonly others: readonly string[];
}

export type DeskState =
  | { readonly state: 'no-token' }
  | { readonly state: 'idle'; readonly problem?: PinProblem }
  | { readonly state: 'joining' }
  /** This agent waits with an agreed PIN for a customer who has not started yet. */
  | { readonly state: 'awaiting'; readonly remainingMs: number }
  /** The customer is asked whether to let this agent in. */
  | { readonly state: 'waiting'; readonly agent: AgentInfo }
  | LiveDesk
  /** Without a summary if the agent was never let in. */
  | { readonly state: 'ended'; readonly ending: DeskEnding; readonly summary?: SessionSummary };

export interface LiveDesk {
  readonly state: 'live';
  readonly agent: AgentInfo;
  readonly customerName: string;
  /** Whether the customer's site vouches for who they are. */
  readonly customerVerified: boolean;
  /** What a tab calls the customer, if that is something else. */
  readonly tabName?: string;
  /** Whether the customer shows nothing at the moment. */
  readonly paused?: boolean;
  /** Whether that is because the site does not share where the customer is. */
  readonly barred?: boolean;
  /** Whether the customer looks at something else than what is seen here. */
  readonly elsewhere?: boolean;
  /** How often the customer went on in another tab. */
  readonly transfers?: number;
  /** When this agent joined (epoch milliseconds). */
  readonly joinedAt: number;
  /** Everybody who watches, this agent too; empty until the relay has said so. */
  readonly watchers: readonly AgentInfo[];
  /** While the customer's connection is gone: how long the session waits (epoch milliseconds). */
  readonly awayUntil?: number;
  /** While our own connection is gone: how long we try (epoch milliseconds). */
  readonly reconnectingUntil?: number;
}

/** Names of the agents who watch beside this one. */
export function othersOf({ watchers, agent }: LiveDesk): readonly string[] {
  return watchers.filter(({ number }) => number !== agent.number).map(({ userName }) => userName);
}
