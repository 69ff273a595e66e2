/** The customer's pause (SPEC U): kept, told to the agents, and no frame of the page passes while it lasts. */
import type { SharingMessage } from '../../../widget/engine/protocol/control.js';
import { Role } from '../../../widget/engine/protocol/frame.js';
import { kept } from '../kept.js';
import type { MessageRule } from '../message-rule.js';
import { isStandby } from '../numbers.js';
import type { SessionContext, SessionFeature } from '../session-context.js';

const paused = kept('paused', (value) => (typeof value === 'boolean' ? value : undefined), false);

/** Whether the customer shows nothing at the moment. */
export function isPaused(context: SessionContext): boolean {
  return paused.get(context);
}

export const sharing: MessageRule<SharingMessage> = {
  from: Role.CUSTOMER,
  whileStandby: true,
  handle(context, sender, message) {
    // Any tab may draw the curtain; only the one that is seen opens it.
    if (message.paused === paused.get(context) || (!message.paused && isStandby(sender))) return;
    paused.set(context, message.paused);
    if (message.paused) context.delivery.curtain();
    context.sockets.sendToAgents(message, context.store.waits);
  },
};

export const sharingFeature: SessionFeature = {
  agentCame(context, { number }) {
    if (paused.get(context)) context.sockets.send(number, { type: 'sharing', paused: true });
  },
};
