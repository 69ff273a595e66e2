/**
 * Control messages: short JSON objects in text frames between one client and the relay. They carry the session, never the page.
 * `decode…` turns text from the wire into a message or `undefined`; unknown keys are dropped.
 */
import { CONTROL_MAX_LENGTH } from './limits.js';

/** An agent as the customer may know them. */
export interface AgentInfo {
  /** 1–255, unique in the session; the sender and recipient byte of frames. */
  readonly number: number;
  readonly userId: string;
  readonly userName: string;
}

export const EndReason = {
  CUSTOMER_ENDED: 'customer_ended',
  AGENT_ENDED: 'agent_ended',
  OPERATOR_ENDED: 'operator_ended',
  CUSTOMER_LOST: 'customer_lost',
  EXPIRED: 'expired',
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

/** Agent → relay: my mirror lost the thread, ask the customer for a snapshot. */
export interface SnapshotRequestMessage {
  readonly type: 'snapshot_request';
}

/**
 * Customer → relay: let this agent in, or do not. The user id as well, as a number may have gone to somebody else by the time
 * that the customer answers.
 */
export interface AdmissionAnswerMessage {
  readonly type: 'admit' | 'refuse';
  readonly agent: number;
  readonly userId: string;
}

export type ClientMessage = EndMessage | LeaveMessage | SnapshotRequestMessage | AdmissionAnswerMessage;

/** Relay → customer, first on every socket. */
export interface CustomerWelcomeMessage {
  readonly type: 'customer_welcome';
  readonly pinCode: string;
  readonly agents: readonly AgentInfo[];
}

/** Relay → agent, first on every socket. `customerPresent` is false while the customer's socket is gone. */
export interface AgentWelcomeMessage {
  readonly type: 'agent_welcome';
  readonly agent: AgentInfo;
  readonly customerName: string;
  /** Whether the customer's site vouches for who they are. */
  readonly customerVerified: boolean;
  readonly customerPresent: boolean;
  /** What the customer's page said of the session when it started it. */
  readonly metadata: Readonly<Record<string, string>>;
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

/** Relay → agent, first on the socket of one who waits to be let in; the welcome follows once they are. */
export interface WaitingWelcomeMessage {
  readonly type: 'waiting_welcome';
  readonly agent: AgentInfo;
}

/** Relay → customer: may this agent come in? `agent_joined` or `agent_left` of the same number settles it. */
export interface AgentWaitingMessage {
  readonly type: 'agent_waiting';
  readonly agent: AgentInfo;
  /** Whether somebody checked that they are who they say. */
  readonly verified: boolean;
}

/** Relay → customer: send this agent a snapshot. */
export interface SnapshotWantedMessage {
  readonly type: 'snapshot_wanted';
  readonly agent: number;
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

export type CustomerMessage =
  | CustomerWelcomeMessage
  | AgentJoinedMessage
  | AgentLeftMessage
  | AgentWaitingMessage
  | SnapshotWantedMessage
  | SessionEndedMessage;

export type AgentMessage =
  AgentWelcomeMessage | WaitingWelcomeMessage | CustomerAwayMessage | CustomerBackMessage | SessionEndedMessage;

export type RelayMessage = CustomerMessage | AgentMessage;

/** What `POST …/sessions` and `POST …/sessions/join` answer: where to connect, and with what. */
export interface Admission {
  readonly sessionId: string;
  /** This participant's secret; it goes into the sub-protocol of every socket, the first and each resume. */
  readonly secret: string;
}

type Json = Readonly<Record<string, unknown>>;

function parseObject(text: string): Json | undefined {
  if (text.length > CONTROL_MAX_LENGTH) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isObject(value) ? value : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;
}

const END_REASONS: ReadonlySet<unknown> = new Set(Object.values(EndReason));

function isEndReason(value: unknown): value is EndReason {
  return END_REASONS.has(value);
}

function agentInfo(value: unknown): AgentInfo | undefined {
  if (!isObject(value)) return undefined;
  const { number, userId, userName } = value;
  if (!isCount(number, 255) || number === 0) return undefined;
  if (typeof userId !== 'string' || typeof userName !== 'string') return undefined;
  return { number, userId, userName };
}

/** Reads what a client sent to the relay. */
export function decodeClientMessage(text: string): ClientMessage | undefined {
  const json = parseObject(text);
  const type = json?.['type'];
  switch (type) {
    case 'end':
    case 'leave':
    case 'snapshot_request':
      return { type };
    case 'admit':
    case 'refuse': {
      const agent = json?.['agent'];
      const userId = json?.['userId'];
      return isCount(agent, 255) && typeof userId === 'string' ? { type, agent, userId } : undefined;
    }
    default:
      return undefined;
  }
}

/** Reads what the relay sent to a customer. */
export function decodeCustomerMessage(text: string): CustomerMessage | undefined {
  const json = parseObject(text);
  if (!json) return undefined;
  const { type } = json;
  switch (type) {
    case 'customer_welcome': {
      const { pinCode, agents } = json;
      if (typeof pinCode !== 'string' || !Array.isArray(agents)) return undefined;
      const known = agents.map(agentInfo);
      return known.every((agent) => agent !== undefined) ? { type, pinCode, agents: known } : undefined;
    }
    case 'agent_joined':
    case 'agent_left': {
      const agent = agentInfo(json['agent']);
      return agent && { type, agent };
    }
    case 'agent_waiting': {
      const { verified } = json;
      const agent = agentInfo(json['agent']);
      return agent && typeof verified === 'boolean' ? { type, agent, verified } : undefined;
    }
    case 'snapshot_wanted': {
      const { agent } = json;
      return isCount(agent, 255) ? { type, agent } : undefined;
    }
    default:
      return sessionEnded(json);
  }
}

/** Reads what the relay sent to an agent. */
export function decodeAgentMessage(text: string): AgentMessage | undefined {
  const json = parseObject(text);
  if (!json) return undefined;
  const { type } = json;
  switch (type) {
    case 'agent_welcome': {
      const { customerName, customerVerified, customerPresent } = json;
      const agent = agentInfo(json['agent']);
      if (!agent || typeof customerName !== 'string') return undefined;
      if (typeof customerVerified !== 'boolean' || typeof customerPresent !== 'boolean') return undefined;
      return { type, agent, customerName, customerVerified, customerPresent, metadata: textsOf(json['metadata']) };
    }
    case 'waiting_welcome': {
      const agent = agentInfo(json['agent']);
      return agent && { type, agent };
    }
    case 'customer_away': {
      const { remainingMs } = json;
      return isCount(remainingMs, Number.MAX_SAFE_INTEGER) ? { type, remainingMs } : undefined;
    }
    case 'customer_back':
      return { type };
    default:
      return sessionEnded(json);
  }
}

/** The texts of an object, by their names. */
function textsOf(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(isObject(value) ? value : {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function sessionEnded({ type, reason }: Json): SessionEndedMessage | undefined {
  return type === 'session_ended' && isEndReason(reason) ? { type, reason } : undefined;
}

/** Reads the Worker's answer to a start or a join. */
export function decodeAdmission(value: unknown): Admission | undefined {
  if (!isObject(value)) return undefined;
  const { sessionId, secret } = value;
  return typeof sessionId === 'string' && typeof secret === 'string' ? { sessionId, secret } : undefined;
}
