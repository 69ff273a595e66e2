/** Several agents in one session: that each knows the others, and that the customer can send one away. */
import { isCount, type Json } from './json.js';
import { readAgentInfo, type AgentInfo } from './roster-messages.js';

/** Relay → agents: everybody who watches now, the receiver too. Sent after each welcome and whenever it changes. */
export interface WatchersMessage {
  readonly type: 'watchers';
  readonly agents: readonly AgentInfo[];
}

/**
 * Customer → relay: close this agent's socket with REMOVED and take the seat. The user id as well, as a number may have gone to
 * somebody else by the time that the customer says so.
 */
export interface RemoveMessage {
  readonly type: 'remove';
  readonly agent: number;
  readonly userId: string;
}

export function readWatchers({ type, agents }: Json): WatchersMessage | undefined {
  if (type !== 'watchers' || !Array.isArray(agents)) return undefined;
  const known = agents.map(readAgentInfo);
  return known.every((agent) => agent !== undefined) ? { type, agents: known } : undefined;
}

export function readRemove({ type, agent, userId }: Json): RemoveMessage | undefined {
  return type === 'remove' && isCount(agent, 255) && typeof userId === 'string' ? { type, agent, userId } : undefined;
}
