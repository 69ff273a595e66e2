/**
 * Where what is drawn goes (SPEC I7): an agent's to the customer and the other agents, the customer's to the agents; and no more of it
 * than a hand can draw. Whether somebody may draw is what the customer's page said last.
 */
import { Allowance } from '../../widget/engine/protocol/allowance.js';
import { CUSTOMER_NUMBER, EVERYBODY, HEADER_BYTES } from '../../widget/engine/protocol/frame.js';
import { ANNOTATION_FRAMES_PER_SECOND, ANNOTATION_MAX_BYTES } from '../../widget/engine/protocol/limits.js';
import type { FrameRoute } from './frame-routes.js';
import { isPaused } from './messages/sharing.js';
import type { SessionContext } from './session-context.js';

/** Forgotten when the relay sleeps: whoever lets it has waited longer. */
const allowances = new WeakMap<SessionContext, Map<number, { readonly term: number; readonly allowance: Allowance }>>();

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
  if (!allowanceOf(context, sender).take(Date.now())) return [];
  return [CUSTOMER_NUMBER, ...sockets.agents().filter((number) => number !== sender)];
};

function allowanceOf(context: SessionContext, sender: number): Allowance {
  const bySender = allowances.get(context) ?? new Map();
  allowances.set(context, bySender);
  const term = context.store.termOf(sender);
  const known = bySender.get(sender);
  // Whoever is given the number of somebody else begins anew.
  if (known?.term === term) return known.allowance;
  const allowance = new Allowance(ANNOTATION_FRAMES_PER_SECOND);
  bySender.set(sender, { term, allowance });
  return allowance;
}
