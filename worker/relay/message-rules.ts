/** Every control message of a client, with its rule. A type without one does not compile. */
import type { AdmissionAnswerMessage, ClientMessage, ReceivedMessage } from '../../widget/engine/protocol/control.js';
import { Role } from '../../widget/engine/protocol/frame.js';
import { answered } from './admission.js';
import type { MessageRule } from './message-rule.js';
import { assistAnswer, assistOutcome, assistPause, assistRequest, assistStop } from './messages/assist.js';
import { end, leave } from './messages/leaving.js';
import { note, noteSeen } from './messages/notes.js';
import { permissions } from './messages/permissions.js';
import { remove } from './messages/removal.js';
import { sharing } from './messages/sharing.js';
import { snapshotRequest } from './messages/snapshots.js';
import { stillHere } from './seat-claim.js';
import { tabFocus, tabMasks, tabsOpen } from './messages/tabs.js';

type OfType<Type, Message = ClientMessage> = Message extends { readonly type: infer Types }
  ? Type extends Types
    ? Message
    : never
  : never;

const admissionAnswer: MessageRule<AdmissionAnswerMessage> = {
  from: Role.CUSTOMER,
  handle: (context, _sender, answer) => answered(context, answer),
};

const received: MessageRule<ReceivedMessage> = {
  handle: ({ delivery }, sender, { bytes }) => delivery.received(sender, bytes),
};

const RULES: { readonly [Type in ClientMessage['type']]: MessageRule<OfType<Type>> } = {
  end,
  leave,
  snapshot_request: snapshotRequest,
  admit: admissionAnswer,
  refuse: admissionAnswer,
  permissions,
  remove,
  sharing,
  assist_request: assistRequest,
  assist_answer: assistAnswer,
  assist_stop: assistStop,
  assist_pause: assistPause,
  assist_outcome: assistOutcome,
  note,
  note_seen: noteSeen,
  tabs_open: tabsOpen,
  tab_masks: tabMasks,
  tab_focus: tabFocus,
  still_here: stillHere,
  received,
};

/** What to do with a message of this type. */
export function ruleOf({ type }: ClientMessage): MessageRule {
  return RULES[type];
}
