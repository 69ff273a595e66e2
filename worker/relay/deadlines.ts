/** Which moments a session waits for. A Durable Object has one alarm, so the earliest of them is set. */
import { CloseCode } from '../../widget/engine/protocol/close-codes.js';
import { EndReason } from '../../widget/engine/protocol/control.js';
import { SILENCE_LIMIT_MS } from '../../widget/engine/protocol/limits.js';
import { lostAt } from './absence.js';
import { expel } from './presence.js';
import type { Deadline, SessionContext, SessionFeature } from './session-context.js';

/** The session is over when one of these falls due. */
export const endings: SessionFeature = {
  *deadlines({ end, limits }, session): Iterable<Deadline> {
    const { absence, createdAt, customerGoneAt, noAgentSince } = session;
    if (customerGoneAt !== undefined) {
      yield { at: lostAt(absence, createdAt, limits), act: () => end(EndReason.CUSTOMER_LOST) };
    }
    // The PIN's life is over: for so long no agent was there, from the start or since the last one went.
    if (noAgentSince !== undefined) {
      yield { at: noAgentSince + limits.pinLifetimeMs, act: () => end(EndReason.EXPIRED) };
    }
    yield { at: createdAt + limits.longestMs, act: () => end(EndReason.TOO_LONG) };
  },
};

/** A socket that is open but silent is taken for dead. */
export const silence: SessionFeature = {
  *deadlines(context): Iterable<Deadline> {
    for (const { number, at } of context.sockets.lastHeard()) {
      const act = () => (context.sockets.has(number) ? expel(context, number, CloseCode.SILENT) : undefined);
      yield { at: at + SILENCE_LIMIT_MS, act };
    }
  },
};

/** Everything that the session waits for, in the order in which it is done where several are due. */
export function deadlinesOf(context: SessionContext): readonly Deadline[] {
  const { session } = context.store;
  if (!session) return [];
  return context.features.flatMap((feature) => [...(feature.deadlines?.(context, session) ?? [])]);
}
