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
import {
  readAssistFromClient,
  readAssistOutcome,
  readAssistRefused,
  readAssistState,
  type AssistAskedMessage,
  type AssistFromClient,
  type AssistOutcomeMessage,
  type AssistRefusedMessage,
  type AssistStateMessage,
} from './control/assist-messages.js';
import { readAgreedPinMessage, type AgreedPinMessage } from './control/agreed-pin-messages.js';
import { parseObject } from './control/json.js';
import {
  readNote,
  readNoteSeen,
  readNoteShown,
  type NoteArrivedMessage,
  type NoteMessage,
  type NoteSeenMessage,
  type NoteShownMessage,
} from './control/note-messages.js';
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
import { readSharing, type SharingMessage } from './control/sharing-messages.js';
import {
  readSnapshotRequest,
  readSnapshotWanted,
  type SnapshotRequestMessage,
  type SnapshotWantedMessage,
} from './control/snapshot-messages.js';
import {
  readTabAct,
  readTabChange,
  readTabStandby,
  type CustomerFocusMessage,
  type CustomerTransferredMessage,
  type TabFocusMessage,
  type TabMasksMessage,
  type TabsOpenMessage,
  type TabStandbyMessage,
  type TabTicketMessage,
} from './control/tab-messages.js';
import { readRemove, readWatchers, type RemoveMessage, type WatchersMessage } from './control/watcher-messages.js';
import { keepUnread, type UnreadMessage } from './control/unread-message.js';

export { decodeAdmission, type Admission } from './control/admission.js';
export type * from './control/admission-messages.js';
export type * from './control/assist-messages.js';
export type * from './control/note-messages.js';
export {
  AssistType,
  NO_PERMISSIONS,
  type Permissions,
  type PermissionsMessage,
} from './control/permission-messages.js';
export type { AgentInfo, AgentJoinedMessage, AgentLeftMessage } from './control/roster-messages.js';
export type * from './control/sharing-messages.js';
export { EndReason } from './control/session-messages.js';
export type * from './control/session-messages.js';
export type * from './control/snapshot-messages.js';
export type * from './control/tab-messages.js';
export type * from './control/watcher-messages.js';

/** Client → relay. Who may send which: `worker/relay/rules.ts`. */
export type ClientMessage =
  | EndMessage
  | LeaveMessage
  | SnapshotRequestMessage
  | AdmissionAnswerMessage
  | PermissionsMessage
  | SharingMessage
  | AssistFromClient
  | NoteMessage
  | NoteSeenMessage
  | RemoveMessage
  | TabsOpenMessage
  | TabMasksMessage
  | TabFocusMessage;

/** Relay → customer, as a session takes it in: what only some of its parts need is not read yet. */
export type CustomerMessage =
  | CustomerWelcomeMessage
  | RosterMessage
  | AgentWaitingMessage
  | SnapshotWantedMessage
  | TabStandbyMessage
  | SessionEndedMessage
  | UnreadMessage;

export type AgentMessage =
  | AgentWelcomeMessage
  | WaitingWelcomeMessage
  | AgreedPinMessage
  | CustomerAwayMessage
  | CustomerBackMessage
  | PermissionsMessage
  | WatchersMessage
  | SharingMessage
  | AssistRefusedMessage
  | AssistOutcomeMessage
  | AssistStateMessage
  | NoteShownMessage
  | CustomerTransferredMessage
  | CustomerFocusMessage
  | SessionEndedMessage;

/** Whatever the relay sends. */
export type RelayMessage =
  Exclude<CustomerMessage, UnreadMessage> | AssistAskedMessage | NoteArrivedMessage | TabTicketMessage | AgentMessage;

/** Reads what a client sent to the relay. */
export function decodeClientMessage(text: string): ClientMessage | undefined {
  const json = parseObject(text);
  return (
    json &&
    (readDeparture(json) ??
      readSnapshotRequest(json) ??
      readAdmissionAnswer(json) ??
      readPermissionsMessage(json) ??
      readRemove(json) ??
      readSharing(json) ??
      readAssistFromClient(json) ??
      readNote(json) ??
      readNoteSeen(json) ??
      readTabAct(json))
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
      readTabStandby(json) ??
      readSessionEnded(json) ??
      keepUnread(json))
  );
}

/** Reads what the relay sent to an agent. */
export function decodeAgentMessage(text: string): AgentMessage | undefined {
  const json = parseObject(text);
  return (
    json &&
    (readAgentWelcome(json) ??
      readWaitingWelcome(json) ??
      readAgreedPinMessage(json) ??
      readPresence(json) ??
      readPermissionsMessage(json) ??
      readWatchers(json) ??
      readSharing(json) ??
      readAssistRefused(json) ??
      readAssistOutcome(json) ??
      readAssistState(json) ??
      readNoteShown(json) ??
      readTabChange(json) ??
      readSessionEnded(json))
  );
}
