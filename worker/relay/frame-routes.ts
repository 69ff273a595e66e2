/** Where frames go, by their class. Who waits to be let in gets none, whatever a route says. */
import { CUSTOMER_NUMBER, EVERYBODY, FrameClass, type FrameHeader } from '../../widget/engine/protocol/frame.js';
import { mayAct } from './messages/assist.js';
import { isPaused } from './messages/sharing.js';
import type { SessionContext } from './session-context.js';

/** Answers the numbers of those who get a frame that the header's sender may send; nobody, to drop it. */
type FrameRoute = (context: SessionContext, header: FrameHeader, frame: ArrayBuffer) => readonly number[];

/** Nothing while the customer has paused: what was under way when they did is not for anybody (SPEC U2). */
const toAgents: FrameRoute = (context, { recipient }) => {
  if (isPaused(context)) return [];
  return recipient === EVERYBODY ? context.sockets.agents() : [recipient];
};

const toCustomer: FrameRoute = () => [CUSTOMER_NUMBER];

const byGrant: FrameRoute = (context, header, frame) => (mayAct(context, header, frame) ? [CUSTOMER_NUMBER] : []);

const ROUTES: Readonly<Record<FrameClass, FrameRoute>> = {
  [FrameClass.SNAPSHOT]: toAgents,
  [FrameClass.OPERATIONS]: toAgents,
  [FrameClass.POINTER]: toAgents,
  [FrameClass.ASSET]: toAgents,
  [FrameClass.ASSET_REQUEST]: toCustomer,
  [FrameClass.ACT]: byGrant,
};

/** Hands a frame on. @param header the frame's, with the sender that the relay stamped. */
export function route(context: SessionContext, header: FrameHeader, frame: ArrayBuffer): void {
  const { sockets, store } = context;
  const { waits } = store;
  for (const number of ROUTES[header.class](context, header, frame)) {
    if (!waits.has(number)) sockets.send(number, frame);
  }
}
