/** Who watches: agents who come and go. */
import { isCount, isObject, type Json } from './json.js';

/** An agent as the customer may know them. */
export interface AgentInfo {
  /** 1–255, unique in the session; the sender and recipient byte of frames. */
  readonly number: number;
  readonly userId: string;
  readonly userName: string;
}

/** Relay → customer: an agent's socket is open for the first time or again, and needs a snapshot. */
export interface AgentJoinedMessage {
  readonly type: 'agent_joined';
  readonly agent: AgentInfo;
}

/** Relay → customer. */
export interface AgentLeftMessage {
  readonly type: 'agent_left';
  readonly agent: AgentInfo;
}

export type RosterMessage = AgentJoinedMessage | AgentLeftMessage;

export function readAgentInfo(value: unknown): AgentInfo | undefined {
  if (!isObject(value)) return undefined;
  const { number, userId, userName } = value;
  if (!isCount(number, 255) || number === 0) return undefined;
  if (typeof userId !== 'string' || typeof userName !== 'string') return undefined;
  return { number, userId, userName };
}

export function readRosterMessage(json: Json): RosterMessage | undefined {
  const { type } = json;
  if (type !== 'agent_joined' && type !== 'agent_left') return undefined;
  const agent = readAgentInfo(json['agent']);
  return agent && { type, agent };
}
