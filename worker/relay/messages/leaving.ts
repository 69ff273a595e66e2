/** Messages that end the session, or one agent's part in it. */
import { CloseCode } from '../../../widget/engine/protocol/close-codes.js';
import { EndReason, type EndMessage, type LeaveMessage } from '../../../widget/engine/protocol/control.js';
import { Role } from '../../../widget/engine/protocol/frame.js';
import { dismiss } from '../admission.js';
import type { MessageRule } from '../message-rule.js';
import { roleOf } from '../numbers.js';
import { expel } from '../presence.js';

export const end: MessageRule<EndMessage> = {
  whileStandby: true,
  handle: ({ end: over }, sender) =>
    over(roleOf(sender) === Role.CUSTOMER ? EndReason.CUSTOMER_ENDED : EndReason.AGENT_ENDED),
};

export const leave: MessageRule<LeaveMessage> = {
  from: Role.AGENT,
  whileWaiting: true,
  async handle(context, sender) {
    if (context.store.waits.has(sender)) return dismiss(context, sender, CloseCode.LEFT);
    await expel(context, sender, CloseCode.LEFT);
    context.store.removeParticipant(sender);
  },
};
