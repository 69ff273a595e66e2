/** What the customer's page lets people do (SPEC G1): kept, so that agents who come later hear of it in their welcome. */
import type { PermissionsMessage } from '../../../widget/engine/protocol/control.js';
import { Role } from '../../../widget/engine/protocol/frame.js';
import type { MessageRule } from '../message-rule.js';
import { narrow } from './assist.js';

export const permissions: MessageRule<PermissionsMessage> = {
  from: Role.CUSTOMER,
  handle(context, _sender, message) {
    const { store, sockets } = context;
    const { agentAnnotation, customerAnnotation, assist } = message;
    store.update({ permissions: { agentAnnotation, customerAnnotation, assist } });
    sockets.sendToAgents(message, store.waits);
    narrow(context);
  },
};
