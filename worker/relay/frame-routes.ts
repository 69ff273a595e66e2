/** Where frames go, by their class. Who waits to be let in gets none, whatever a route says. */
import { CUSTOMER_NUMBER, EVERYBODY, FrameClass, type FrameHeader } from '../../widget/engine/protocol/frame.js';
import type { SessionContext } from './session-context.js';

/** Answers the numbers of those who get a frame that the header's sender may send; nobody, to drop it. */
type FrameRoute = (context: SessionContext, header: FrameHeader) => readonly number[];

const toAgents: FrameRoute = ({ sockets }, { recipient }) => (recipient === EVERYBODY ? sockets.agents() : [recipient]);

const toCustomer: FrameRoute = () => [CUSTOMER_NUMBER];

const ROUTES: Readonly<Record<FrameClass, FrameRoute>> = {
  [FrameClass.SNAPSHOT]: toAgents,
  [FrameClass.OPERATIONS]: toAgents,
  [FrameClass.POINTER]: toAgents,
  [FrameClass.ASSET]: toAgents,
  [FrameClass.ASSET_REQUEST]: toCustomer,
};

/** Hands a frame on. @param header the frame's, with the sender that the relay stamped. */
export function route(context: SessionContext, header: FrameHeader, frame: ArrayBuffer): void {
  const { sockets, store } = context;
  const { waits } = store;
  for (const number of ROUTES[header.class](context, header)) {
    if (!waits.has(number)) sockets.send(number, frame);
  }
}
