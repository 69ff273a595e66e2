/** An agent's wish for a snapshot, handed on to the customer unless it comes too often. */
import type { SnapshotRequestMessage } from '../../../widget/engine/protocol/control.js';
import { CUSTOMER_NUMBER, Role } from '../../../widget/engine/protocol/frame.js';
import type { MessageRule } from '../message-rule.js';

export const snapshotRequest: MessageRule<SnapshotRequestMessage> = {
  from: Role.AGENT,
  handle({ sockets }, sender) {
    if (sockets.mayAskForSnapshot(sender)) {
      sockets.send(CUSTOMER_NUMBER, { type: 'snapshot_wanted', agent: sender });
    }
  },
};
