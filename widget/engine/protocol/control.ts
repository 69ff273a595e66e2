/**
 * Control messages: short JSON objects in text frames between one client and the relay. They carry the session, never the page.
 * Each family is a file in `control/`; here are the unions by who reads them, and in `control/for-….ts` the readers. Unknown keys are dropped.
 */
import type {
  AdmissionAnswerMessage,
  AgentWaitingMessage,
  WaitingWelcomeMessage,
} from './control/admission-messages.js';
import type {
  AssistAskedMessage,
  AssistFromClient,
  AssistOutcomeMessage,
  AssistRefusedMessage,
  AssistStateMessage,
} from './control/assist-messages.js';
import type { AgreedPinMessage } from './control/agreed-pin-messages.js';
import type { AckMessage, PaceMessage, ReceivedMessage, SkippedMessage } from './control/flow-messages.js';

import type { NoteArrivedMessage, NoteMessage, NoteSeenMessage, NoteShownMessage } from './control/note-messages.js';
import type { PermissionsMessage } from './control/permission-messages.js';
import type { RosterMessage } from './control/roster-messages.js';
import type {
  AgentWelcomeMessage,
  CustomerAwayMessage,
  CustomerBackMessage,
  CustomerWelcomeMessage,
  EndMessage,
  LeaveMessage,
  SessionEndedMessage,
} from './control/session-messages.js';
import type { StillHereMessage, StillThereMessage } from './control/seat-messages.js';
import type { SharingMessage } from './control/sharing-messages.js';
import type { SnapshotRequestMessage, SnapshotWantedMessage } from './control/snapshot-messages.js';
import type {
  CustomerFocusMessage,
  CustomerTransferredMessage,
  TabFocusMessage,
  TabMasksMessage,
  TabsOpenMessage,
  TabStandbyMessage,
  TabTicketMessage,
} from './control/tab-messages.js';
import type { RemoveMessage, WatchersMessage } from './control/watcher-messages.js';
import type { UnreadMessage } from './control/unread-message.js';

export { decodeClientMessage } from './control/for-relay.js';
export { decodeCustomerMessage } from './control/for-customer.js';
export { decodeAgentMessage } from './control/for-agent.js';
export { decodeAdmission, type Admission } from './control/admission.js';
export type * from './control/admission-messages.js';
export type * from './control/assist-messages.js';
export type * from './control/note-messages.js';
export type * from './control/flow-messages.js';
export {
  AssistType,
  NO_PERMISSIONS,
  type Permissions,
  type PermissionsMessage,
} from './control/permission-messages.js';
export type { AgentInfo, AgentJoinedMessage, AgentLeftMessage } from './control/roster-messages.js';
export type * from './control/seat-messages.js';
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
  | TabFocusMessage
  | StillHereMessage
  | ReceivedMessage;

/** Relay → customer, as a session takes it in: what only some of its parts need is not read yet. */
export type CustomerMessage =
  | CustomerWelcomeMessage
  | RosterMessage
  | AgentWaitingMessage
  | SnapshotWantedMessage
  | AckMessage
  | PaceMessage
  | TabStandbyMessage
  | StillThereMessage
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
  | AckMessage
  | SkippedMessage
  | SessionEndedMessage;

/** Whatever the relay sends. */
export type RelayMessage =
  Exclude<CustomerMessage, UnreadMessage> | AssistAskedMessage | NoteArrivedMessage | TabTicketMessage | AgentMessage;
