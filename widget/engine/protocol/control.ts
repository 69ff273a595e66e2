/**
 * Control messages: short JSON objects in text frames between one client and the relay. They carry the session, never the page.
 * Each family is a file in `control/`; here are the unions by who reads them, and the readers. Unknown keys are dropped.
 */
import {
  readAdmissionAnswer,
  readAgentWaiting,
  readWaitingWelcome,
  type AdmissionAnswerMessage,
  type AgentWaitingMessage,
  type WaitingWelcomeMessage,
} from './control/admission-messages.js';
import { parseObject } from './control/json.js';
import { readPermissionsMessage, type PermissionsMessage } from './control/permission-messages.js';
import { readRosterMessage, type RosterMessage } from './control/roster-messages.js';
import {
  readAgentWelcome,
  readCustomerWelcome,
  readDeparture,
  readPresence,
  readSessionEnded,
  type AgentWelcomeMessage,
  type CustomerAwayMessage,
  type CustomerBackMessage,
  type CustomerWelcomeMessage,
  type EndMessage,
  type LeaveMessage,
  type SessionEndedMessage,
} from './control/session-messages.js';
import {
  readSnapshotRequest,
  readSnapshotWanted,
  type SnapshotRequestMessage,
  type SnapshotWantedMessage,
} from './control/snapshot-messages.js';
import { readRemove, readWatchers, type RemoveMessage, type WatchersMessage } from './control/watcher-messages.js';

export { decodeAdmission, type Admission } from './control/admission.js';
export type * from './control/admission-messages.js';
export {
  AssistType,
  NO_PERMISSIONS,
  type Permissions,
  type PermissionsMessage,
} from './control/permission-messages.js';
export type { AgentInfo, AgentJoinedMessage, AgentLeftMessage } from './control/roster-messages.js';
export { EndReason } from './control/session-messages.js';
export type * from './control/session-messages.js';
export type * from './control/snapshot-messages.js';
export type * from './control/watcher-messages.js';

/** Client → relay. Who may send which: `worker/relay/rules.ts`. */
export type ClientMessage =
  EndMessage | LeaveMessage | SnapshotRequestMessage | AdmissionAnswerMessage | PermissionsMessage | RemoveMessage;

export type CustomerMessage =
  CustomerWelcomeMessage | RosterMessage | AgentWaitingMessage | SnapshotWantedMessage | SessionEndedMessage;

export type AgentMessage =
  | AgentWelcomeMessage
  | WaitingWelcomeMessage
  | CustomerAwayMessage
  | CustomerBackMessage
  | PermissionsMessage
  | WatchersMessage
  | SessionEndedMessage;

export type RelayMessage = CustomerMessage | AgentMessage;

/** Reads what a client sent to the relay. */
export function decodeClientMessage(text: string): ClientMessage | undefined {
  const json = parseObject(text);
  return (
    json &&
    (readDeparture(json) ??
      readSnapshotRequest(json) ??
      readAdmissionAnswer(json) ??
      readPermissionsMessage(json) ??
      readRemove(json))
  );
}

/** Reads what the relay sent to a customer. */
export function decodeCustomerMessage(text: string): CustomerMessage | undefined {
  const json = parseObject(text);
  return (
    json &&
    (readCustomerWelcome(json) ??
      readRosterMessage(json) ??
      readAgentWaiting(json) ??
      readSnapshotWanted(json) ??
      readSessionEnded(json))
  );
}

/** Reads what the relay sent to an agent. */
export function decodeAgentMessage(text: string): AgentMessage | undefined {
  const json = parseObject(text);
  return (
    json &&
    (readAgentWelcome(json) ??
      readWaitingWelcome(json) ??
      readPresence(json) ??
      readPermissionsMessage(json) ??
      readWatchers(json) ??
      readSessionEnded(json))
  );
}
