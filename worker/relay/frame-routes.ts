/** Where frames go, by their class. Who waits to be let in gets none, whatever a route says. */
import { CUSTOMER_NUMBER, EVERYBODY, FrameClass, type FrameHeader } from '../../widget/engine/protocol/frame.js';
import { toOthers } from './annotation-route.js';
import { mayAct } from './messages/assist.js';
import { isPaused } from './messages/sharing.js';
import type { SessionContext } from './session-context.js';

/** Answers the numbers of those who get a frame that the header's sender may send; nobody, to drop it. */
export type FrameRoute = (context: SessionContext, header: FrameHeader, frame: ArrayBuffer) => readonly number[];

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
  [FrameClass.FACTS]: toAgents,
  [FrameClass.ANNOTATION]: toOthers,
};

/**
 * Hands a frame on. @param header the frame's, with the sender that the relay stamped.
 * @returns whether everybody could take it; an agent who cannot gets a snapshot later, which is no fault of the sender's.
 */
export function route(context: SessionContext, header: FrameHeader, frame: ArrayBuffer): boolean {
  const { delivery, store } = context;
  const { waits } = store;
  let taken = true;
  for (const number of ROUTES[header.class](context, header, frame)) {
    if (!waits.has(number) && !delivery.handOn(number, header, frame)) taken = false;
  }
  return taken;
}
