/** A session's life: the welcome on each socket, the customer's absence, leaving, the end. */
import { isCount, readTexts, type Json } from './json.js';
import { readPermissions, type Permissions } from './permission-messages.js';
import { readAgentInfo, type AgentInfo } from './roster-messages.js';

export const EndReason = {
  CUSTOMER_ENDED: 'customer_ended',
  AGENT_ENDED: 'agent_ended',
  OPERATOR_ENDED: 'operator_ended',
  CUSTOMER_LOST: 'customer_lost',
  /** Nobody joined for as long as a PIN lives. */
  EXPIRED: 'expired',
  /** Nobody did anything for too long. */
  IDLE: 'idle',
  /** It lasted as long as a session may. */
  TOO_LONG: 'too_long',
} as const;
export type EndReason = (typeof EndReason)[keyof typeof EndReason];

/** Client → relay: end the session for everybody. Either role. */
export interface EndMessage {
  readonly type: 'end';
}

/** Agent → relay: leave; the session goes on. */
export interface LeaveMessage {
  readonly type: 'leave';
}

/** Relay → customer, first on every socket. */
export interface CustomerWelcomeMessage {
  readonly type: 'customer_welcome';
  readonly pinCode: string;
  readonly agents: readonly AgentInfo[];
  /** How long the session waits for a customer whose socket is gone, where it is not RECONNECT_WINDOW_MS. */
  readonly reconnectWindowMs?: number;
  /** The customer has paused the session, on another page perhaps; absent otherwise. */
  readonly paused?: true;
}

/** Relay → agent, first on every socket. `customerPresent` is false while the customer's socket is gone. */
export interface AgentWelcomeMessage {
  readonly type: 'agent_welcome';
  readonly agent: AgentInfo;
  readonly customerName: string;
  /** Whether the customer's site vouches for who they are. */
  readonly customerVerified: boolean;
  readonly customerPresent: boolean;
  /** What the customer's page lets people do; a `permissions` tells of changes. */
  readonly permissions: Permissions;
  /** What the customer's page said of the session when it started it. */
  readonly metadata: Readonly<Record<string, string>>;
  /** As in the customer's; an agent tries for as long. */
  readonly reconnectWindowMs?: number;
}

/** Relay → agents: the customer's socket is gone; the session waits this long for them. */
export interface CustomerAwayMessage {
  readonly type: 'customer_away';
  readonly remainingMs: number;
}

/** Relay → agents: the customer is back; a snapshot follows. */
export interface CustomerBackMessage {
  readonly type: 'customer_back';
}

/** Relay → everybody, then every socket closes with SESSION_ENDED. */
export interface SessionEndedMessage {
  readonly type: 'session_ended';
  readonly reason: EndReason;
}

const END_REASONS: readonly unknown[] = Object.values(EndReason);

function isEndReason(value: unknown): value is EndReason {
  return END_REASONS.includes(value);
}

/** Of either role. */
export function readDeparture({ type }: Json): EndMessage | LeaveMessage | undefined {
  return type === 'end' || type === 'leave' ? { type } : undefined;
}

function readWindow({ reconnectWindowMs }: Json): { readonly reconnectWindowMs?: number } {
  return isCount(reconnectWindowMs, Number.MAX_SAFE_INTEGER) ? { reconnectWindowMs } : {};
}

export function readCustomerWelcome(json: Json): CustomerWelcomeMessage | undefined {
  const { type, pinCode, agents, paused } = json;
  if (type !== 'customer_welcome' || typeof pinCode !== 'string' || !Array.isArray(agents)) return undefined;
  const known = agents.map(readAgentInfo);
  if (!known.every((agent) => agent !== undefined)) return undefined;
  return { type, pinCode, agents: known, ...readWindow(json), ...(paused === true && { paused }) };
}

export function readAgentWelcome(json: Json): AgentWelcomeMessage | undefined {
  const { type, customerName, customerVerified, customerPresent } = json;
  if (type !== 'agent_welcome' || typeof customerName !== 'string') return undefined;
  if (typeof customerVerified !== 'boolean' || typeof customerPresent !== 'boolean') return undefined;
  const agent = readAgentInfo(json['agent']);
  const permissions = readPermissions(json['permissions']);
  const metadata = readTexts(json['metadata']);
  if (!agent || !permissions) return undefined;
  return { type, agent, customerName, customerVerified, customerPresent, permissions, metadata, ...readWindow(json) };
}

export function readPresence({ type, remainingMs }: Json): CustomerAwayMessage | CustomerBackMessage | undefined {
  if (type === 'customer_back') return { type };
  return type === 'customer_away' && isCount(remainingMs, Number.MAX_SAFE_INTEGER) ? { type, remainingMs } : undefined;
}

export function readSessionEnded({ type, reason }: Json): SessionEndedMessage | undefined {
  return type === 'session_ended' && isEndReason(reason) ? { type, reason } : undefined;
}
