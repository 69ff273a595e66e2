/** The customer sends one agent away (SPEC L9). Their secret is worth nothing from then on, and their next join is a question. */
import { CloseCode } from '../../../widget/engine/protocol/close-codes.js';
import type { RemoveMessage } from '../../../widget/engine/protocol/control.js';
import { CUSTOMER_NUMBER, Role } from '../../../widget/engine/protocol/frame.js';
import { ADMISSION_PAUSE_MS } from '../../../widget/engine/protocol/limits.js';
import type { MessageRule } from '../message-rule.js';
import { expel } from '../presence.js';
import { Standing } from '../session-store.js';

export const remove: MessageRule<RemoveMessage> = {
  from: Role.CUSTOMER,
  whileStandby: true,
  async handle(context, _sender, { agent: number, userId }) {
    const { store } = context;
    const agent = store.byNumber(number);
    // Somebody else who has the number by now, or one who waits and has to be answered.
    if (number === CUSTOMER_NUMBER || agent?.userId !== userId || agent.standing !== Standing.ADMITTED) return;
    const standsUntil = Date.now() + ADMISSION_PAUSE_MS;
    store.putParticipant({ ...agent, standing: Standing.REMOVED, standsUntil, heldUntil: 0 });
    await expel(context, number, CloseCode.REMOVED);
  },
};
