/**
 * Where what is drawn goes (SPEC I7): an agent's to the customer and the other agents, the customer's to the agents; and no more of it
 * than a hand can draw. Whether somebody may draw is what the customer's page said last.
 */
import { CUSTOMER_NUMBER, EVERYBODY, HEADER_BYTES } from '../../widget/engine/protocol/frame.js';
import { ANNOTATION_FRAMES_PER_SECOND, ANNOTATION_MAX_BYTES } from '../../widget/engine/protocol/limits.js';
import { Allowances } from './allowances.js';
import type { FrameRoute } from './frame-routes.js';
import { isPaused } from './messages/sharing.js';

const strokes = new Allowances(ANNOTATION_FRAMES_PER_SECOND);

export const toOthers: FrameRoute = (context, { sender, recipient, more }, { byteLength }) => {
  const { store, sockets } = context;
  // What is drawn upon is behind a curtain; once it is gone a snapshot comes, and all strokes with it.
  if (isPaused(context)) return [];
  const permissions = store.session?.permissions;
  if (sender === CUSTOMER_NUMBER) {
    // What agents drew comes from the customer too, for those who join later.
    if (!permissions?.agentAnnotation && !permissions?.customerAnnotation) return [];
    return recipient === EVERYBODY ? sockets.agents() : [recipient];
  }
  if (!permissions?.agentAnnotation || more || byteLength > HEADER_BYTES + ANNOTATION_MAX_BYTES) return [];
  if (!strokes.take(context, sender)) return [];
  return [CUSTOMER_NUMBER, ...sockets.agents().filter((number) => number !== sender)];
};
