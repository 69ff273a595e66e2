/** The curtain in front of the customer's page (SPEC U, Q5): kept, told to the agents, and no frame of the page passes while it is down. */
import type { SharingMessage } from '../../../widget/engine/protocol/control.js';
import { Role } from '../../../widget/engine/protocol/frame.js';
import { kept } from '../kept.js';
import type { MessageRule } from '../message-rule.js';
import { isStandby } from '../numbers.js';
import type { SessionContext, SessionFeature } from '../session-context.js';

/** Up, down, or down for a reason other than the customer's wish. */
type Curtain = boolean | NonNullable<SharingMessage['reason']>;

const curtain = kept<Curtain>(
  'paused',
  // What another version kept is a curtain too.
  (value) => (value === undefined || typeof value === 'boolean' || value === 'barred' ? value : true),
  false,
);

/** Whether the customer shows nothing at the moment. */
export function isPaused(context: SessionContext): boolean {
  return curtain.get(context) !== false;
}

export const sharing: MessageRule<SharingMessage> = {
  from: Role.CUSTOMER,
  whileStandby: true,
  handle(context, sender, message) {
    const before = curtain.get(context);
    const now = message.paused && (message.reason ?? true);
    // Any tab may draw the curtain for its customer; only the one that is seen opens it, or says what else it is for.
    if (now === before || (now !== true && isStandby(sender))) return;
    curtain.set(context, now);
    if (before === false) context.delivery.curtain();
    context.sockets.sendToAgents(message, context.store.waits);
  },
};

export const sharingFeature: SessionFeature = {
  agentCame(context, { number }) {
    const now = curtain.get(context);
    if (now === false) return;
    context.sockets.send(number, { type: 'sharing', paused: true, ...(now !== true && { reason: now }) });
  },
};
