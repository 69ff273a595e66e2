/** What the relay does with one type of control message. */
import type { ClientMessage } from '../../widget/engine/protocol/control.js';
import type { Role } from '../../widget/engine/protocol/frame.js';
import type { SessionContext } from './session-context.js';

export interface MessageRule<Message extends ClientMessage = ClientMessage> {
  /** Who may send it; absent, either side. The relay closes the other's socket. */
  readonly from?: Role;
  /** Whether an agent who was not let in yet may send it (SPEC W2). */
  readonly whileWaiting?: true;
  /** Whether a customer's tab that stands by is heard with it (SPEC K4). */
  readonly whileStandby?: true;
  /** @param sender the number of a participant who is there, and was let in unless `whileWaiting`. */
  handle(context: SessionContext, sender: number, message: Message): void | Promise<void>;
}
