/** Who is there: what is said when a socket opens or is gone, and since when somebody is missed. */
import type { CloseCode } from '../../widget/engine/protocol/close-codes.js';
import type { AgentInfo, CustomerAwayMessage } from '../../widget/engine/protocol/control.js';
import { CUSTOMER_NUMBER } from '../../widget/engine/protocol/frame.js';
import { RECONNECT_WINDOW_MS } from '../../widget/engine/protocol/limits.js';
import { gone, heard, lostAt, opened } from './absence.js';
import { isPaused } from './messages/sharing.js';
import { isStandby } from './numbers.js';
import type { SessionContext } from './session-context.js';
import { Standing, type Participant } from './session-store.js';

/** An agent as others may know them. */
export function agentInfo({ number, userId, userName }: AgentInfo): AgentInfo {
  return { number, userId, userName };
}

/** The customer's socket opened. */
export function customerCame(context: SessionContext): void {
  const { store, sockets, features } = context;
  const { reconnectWindowMs } = context.limits;
  const { session } = store;
  if (!session) return;
  store.update({ customerGoneAt: undefined, absence: opened(session.absence, Date.now()) });
  const { waits } = store;
  sockets.send(CUSTOMER_NUMBER, {
    type: 'customer_welcome',
    pinCode: session.pinCode,
    agents: store
      .agents()
      .filter(({ number }) => sockets.has(number) && !waits.has(number))
      .map(agentInfo),
    ...(reconnectWindowMs !== RECONNECT_WINDOW_MS && { reconnectWindowMs }),
    ...(isPaused(context) && { paused: true }),
  });
  sockets.sendToAgents({ type: 'customer_back' }, waits);
  for (const feature of features) feature.customerCame?.(context);
}

/** The socket of an agent who was let in opened, or one who waited was let in. */
export function agentCame(context: SessionContext, participant: Participant): void {
  const { store, sockets, features } = context;
  const { reconnectWindowMs } = context.limits;
  const { session } = store;
  if (!session) return;
  const agent = agentInfo(participant);
  store.clearHold(agent.number);
  store.update({ noAgentSince: undefined });
  const { customerGoneAt } = session;
  const customer = store.byNumber(CUSTOMER_NUMBER);
  sockets.send(agent.number, {
    type: 'agent_welcome',
    agent,
    customerName: customer?.userName ?? '',
    customerVerified: customer?.verified ?? false,
    customerPresent: customerGoneAt === undefined,
    permissions: session.permissions,
    metadata: session.metadata,
    ...(reconnectWindowMs !== RECONNECT_WINDOW_MS && { reconnectWindowMs }),
  });
  if (customerGoneAt !== undefined) sockets.send(agent.number, customerAway(context));
  sockets.send(CUSTOMER_NUMBER, { type: 'agent_joined', agent });
  for (const feature of features) feature.agentCame?.(context, participant);
}

/** Closes one participant's socket; the session goes on, and their secret stays good. */
export async function expel(context: SessionContext, number: number, code: CloseCode): Promise<void> {
  context.sockets.drop(number, code);
  await departed(context, number);
}

/** A participant's socket is gone; tells the other side. */
export async function departed(context: SessionContext, number: number): Promise<void> {
  const { store, sockets, features } = context;
  // Nobody sees it, and nobody misses it.
  if (isStandby(number)) return context.schedule();
  const now = Date.now();
  noteAbsence(context, now);
  if (number === CUSTOMER_NUMBER) {
    sockets.sendToAgents(customerAway(context, now), store.waits);
  } else {
    const participant = store.byNumber(number);
    // A question stays open, or one who connects again and again would make it flicker.
    if (participant && participant.standing !== Standing.WAITING)
      sockets.send(CUSTOMER_NUMBER, { type: 'agent_left', agent: agentInfo(participant) });
  }
  for (const feature of features) feature.departed?.(context, number);
  await context.schedule();
}

/** A participant said something. */
export function heardOf({ store }: SessionContext, number: number): void {
  const { session } = store;
  if (number === CUSTOMER_NUMBER && session?.absence.since !== undefined) {
    store.update({ absence: heard(session.absence) });
  }
}

function customerAway({ store, limits }: SessionContext, now = Date.now()): CustomerAwayMessage {
  const { session } = store;
  const until = session ? lostAt(session.absence, session.createdAt, limits) : 0;
  return { type: 'customer_away', remainingMs: Math.max(0, until - now) };
}

/** Notes who is not there any more, the customer or every agent. Answers whether that is news. */
export function noteAbsence({ store, sockets }: SessionContext, now = Date.now()): boolean {
  const { session, waits } = store;
  if (!session) return false;
  const { absence, customerGoneAt } = session;
  // Noted already, unless it turned out since then that they had come back: the close that wakes the object is heard of last.
  const isNoted = customerGoneAt !== undefined && (absence.since !== undefined || absence.openedAt === undefined);
  const customerLeft = !isNoted && !sockets.has(CUSTOMER_NUMBER);
  // Who waits keeps no PIN alive: a guess must gain nothing.
  const nobodyWatches = sockets.agents().every((number) => waits.has(number));
  const agentsLeft = session.noAgentSince === undefined && nobodyWatches;
  if (customerLeft) store.update({ customerGoneAt: now, absence: gone(absence, now) });
  if (agentsLeft) store.update({ noAgentSince: now });
  return customerLeft || agentsLeft;
}
