/** Remote assist (SPEC G): an agent asks, the customer grants one kind at a time, and either stops it. The relay keeps the grant. */
import { ASSIST_REST_MS } from '../limits.js';
import { isCount, isOneOf, type Json } from './json.js';
import { AssistType, readAssistTypes } from './permission-messages.js';
import { readAgentInfo, type AgentInfo } from './roster-messages.js';

/** Why an act was not done, or not yet. */
export const ActOutcome = {
  /** The customer is asked about this act. */
  ASKED: 'asked',
  /** The customer said yes to this act; another outcome follows if it could not be done any more. */
  AGREED: 'agreed',
  /** The customer said no to this act. */
  DECLINED: 'declined',
  /** The customer said no so often that they are not asked for a while. */
  RESTS: 'rests',
  /** Never done: masked, a password, a payment, a file, another origin, or of a kind that was not granted. */
  REFUSED: 'refused',
  /** Nothing is there any more, or something else covers it. */
  MISSED: 'missed',
} as const;
export type ActOutcome = (typeof ActOutcome)[keyof typeof ActOutcome];

/** Who may do what now. `agent` is 0 while nobody may do anything. */
export interface AssistGrant {
  readonly agent: number;
  readonly types: readonly AssistType[];
  /** The customer uses the page at this moment: what the agent does has no effect. */
  readonly paused: boolean;
}

export const NO_GRANT: AssistGrant = { agent: 0, types: [], paused: false };

/** Agent → relay: may I do this? One kind at a time, as each has its own consent. */
export interface AssistRequestMessage {
  readonly type: 'assist_request';
  readonly assist: AssistType;
}

/** Relay → customer: an agent who is there asks. */
export interface AssistAskedMessage {
  readonly type: 'assist_asked';
  readonly agent: AgentInfo;
  /** Whether somebody checked that they are who they say. */
  readonly verified: boolean;
  readonly assist: AssistType;
}

/** Customer → relay: the answer. By user id as well, as a number may have gone to somebody else. */
export interface AssistAnswerMessage {
  readonly type: 'assist_answer';
  readonly agent: number;
  readonly userId: string;
  readonly assist: AssistType;
  readonly granted: boolean;
}

/** Relay → the agent who asked: the customer said no, or is not to be asked. */
export interface AssistRefusedMessage {
  readonly type: 'assist_refused';
  readonly assist: AssistType;
  /** For how long the customer is not asked for this again; a relay that does not say keeps to ASSIST_REST_MS. */
  readonly restMs?: number;
}

/** Customer → relay: nobody may do anything any more. Agent → relay: I do not want to any more. */
export interface AssistStopMessage {
  readonly type: 'assist_stop';
  /** Of the customer's: a person pressed it. Without this, their page has found a grant that was not given there. */
  readonly refuses?: true;
}

/** Customer → relay: I use the page myself, or do not any more. */
export interface AssistPauseMessage {
  readonly type: 'assist_pause';
  readonly paused: boolean;
}

/** Customer → relay → the agent who assists: what became of an act that was not simply done. */
export interface AssistOutcomeMessage {
  readonly type: 'assist_outcome';
  readonly outcome: ActOutcome;
}

/** Relay → everybody, whenever it changes, and after each welcome while there is a grant. */
export interface AssistStateMessage extends AssistGrant {
  readonly type: 'assist_state';
}

export type AssistFromClient =
  AssistRequestMessage | AssistAnswerMessage | AssistStopMessage | AssistPauseMessage | AssistOutcomeMessage;

const ASSIST_TYPES = Object.values(AssistType);
const OUTCOMES = Object.values(ActOutcome);

export function readAssistFromClient(json: Json): AssistFromClient | undefined {
  const { type, agent, userId, assist, granted, paused, refuses } = json;
  switch (type) {
    case 'assist_request':
      return isOneOf(assist, ASSIST_TYPES) ? { type, assist } : undefined;
    case 'assist_answer':
      if (!isCount(agent, 255) || typeof userId !== 'string' || typeof granted !== 'boolean') return undefined;
      return isOneOf(assist, ASSIST_TYPES) ? { type, agent, userId, assist, granted } : undefined;
    case 'assist_stop':
      if (refuses !== undefined && refuses !== true) return undefined;
      return { type, ...(refuses && { refuses }) };
    case 'assist_pause':
      return typeof paused === 'boolean' ? { type, paused } : undefined;
    default:
      return readAssistOutcome(json);
  }
}

export function readAssistAsked(json: Json): AssistAskedMessage | undefined {
  const { type, verified, assist } = json;
  if (type !== 'assist_asked' || typeof verified !== 'boolean' || !isOneOf(assist, ASSIST_TYPES)) return undefined;
  const agent = readAgentInfo(json['agent']);
  return agent && { type, agent, verified, assist };
}

export function readAssistGrant({ agent, types, paused }: Json): AssistGrant | undefined {
  if (!isCount(agent, 255) || !Array.isArray(types) || typeof paused !== 'boolean') return undefined;
  return { agent, types: readAssistTypes(types), paused };
}

export function readAssistState(json: Json): AssistStateMessage | undefined {
  const grant = json['type'] === 'assist_state' ? readAssistGrant(json) : undefined;
  return grant && { type: 'assist_state', ...grant };
}

export function readAssistRefused({ type, assist, restMs }: Json): AssistRefusedMessage | undefined {
  if (type !== 'assist_refused' || !isOneOf(assist, ASSIST_TYPES)) return undefined;
  if (restMs !== undefined && !isCount(restMs, ASSIST_REST_MS)) return undefined;
  return { type, assist, ...(restMs !== undefined && { restMs }) };
}

export function readAssistOutcome({ type, outcome }: Json): AssistOutcomeMessage | undefined {
  return type === 'assist_outcome' && isOneOf(outcome, OUTCOMES) ? { type, outcome } : undefined;
}
