/** Whether an agent may come in (SPEC W): asked by the relay, answered by the customer. */
import { isCount, type Json } from './json.js';
import { readAgentInfo, type AgentInfo } from './roster-messages.js';

/**
 * Customer → relay: let this agent in, or do not. The user id as well, as a number may have gone to somebody else by the time
 * that the customer answers.
 */
export interface AdmissionAnswerMessage {
  readonly type: 'admit' | 'refuse';
  readonly agent: number;
  readonly userId: string;
}

/** Relay → customer: may this agent come in? `agent_joined` or `agent_left` of the same number settles it. */
export interface AgentWaitingMessage {
  readonly type: 'agent_waiting';
  readonly agent: AgentInfo;
  /** Whether somebody checked that they are who they say. */
  readonly verified: boolean;
}

/** Relay → agent, first on the socket of one who waits to be let in; the welcome follows once they are. */
export interface WaitingWelcomeMessage {
  readonly type: 'waiting_welcome';
  readonly agent: AgentInfo;
}

export function readAdmissionAnswer({ type, agent, userId }: Json): AdmissionAnswerMessage | undefined {
  if (type !== 'admit' && type !== 'refuse') return undefined;
  return isCount(agent, 255) && typeof userId === 'string' ? { type, agent, userId } : undefined;
}

export function readAgentWaiting(json: Json): AgentWaitingMessage | undefined {
  const { type, verified } = json;
  if (type !== 'agent_waiting' || typeof verified !== 'boolean') return undefined;
  const agent = readAgentInfo(json['agent']);
  return agent && { type, agent, verified };
}

export function readWaitingWelcome(json: Json): WaitingWelcomeMessage | undefined {
  const { type } = json;
  if (type !== 'waiting_welcome') return undefined;
  const agent = readAgentInfo(json['agent']);
  return agent && { type, agent };
}
