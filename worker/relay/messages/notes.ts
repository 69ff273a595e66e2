/** Short messages from an agent to the customer (SPEC T): handed on with who wrote them, not too often, and kept nowhere. */
import type { NoteMessage, NoteSeenMessage } from '../../../widget/engine/protocol/control.js';
import { CUSTOMER_NUMBER, Role } from '../../../widget/engine/protocol/frame.js';
import { NOTE_BURST, NOTE_INTERVAL_MS } from '../../../widget/engine/protocol/limits.js';
import { Allowances } from '../allowances.js';
import type { MessageRule } from '../message-rule.js';

const notes = new Allowances(1000 / NOTE_INTERVAL_MS, NOTE_BURST);

export const note: MessageRule<NoteMessage> = {
  from: Role.AGENT,
  handle(context, sender, { id, text, link }) {
    if (!notes.take(context, sender)) return;
    context.sockets.send(CUSTOMER_NUMBER, { type: 'note_arrived', agent: sender, id, text, link });
  },
};

export const noteSeen: MessageRule<NoteSeenMessage> = {
  from: Role.CUSTOMER,
  handle({ store, sockets }, _sender, { agent, id, opened }) {
    if (agent === CUSTOMER_NUMBER || store.waits.has(agent)) return;
    sockets.send(agent, { type: 'note_shown', id, opened });
  },
};
