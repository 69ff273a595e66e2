/**
 * A page that shows the secret of a customer's seat which another page has (SPEC H5): the one that has it is asked whether it is alive.
 * A secret can be copied with a tab's storage, so it alone does not say which of two pages is the customer's. In memory: the
 * claim lasts no longer than the request that makes it, which keeps the object awake.
 */
import type { StillHereMessage } from '../../widget/engine/protocol/control.js';
import { Role } from '../../widget/engine/protocol/frame.js';
import { SEAT_CLAIM_MS } from '../../widget/engine/protocol/limits.js';
import type { MessageRule } from './message-rule.js';
import type { SessionContext, SessionFeature } from './session-context.js';

/** A question to a socket, with everybody who waits for the answer. */
interface Question {
  readonly answer: Promise<boolean>;
  readonly settle: (alive: boolean) => void;
}

/** Gone with the sockets; a socket is asked once at a time. */
const questions = new WeakMap<WebSocket, Question>();
const asked = new WeakMap<SessionContext, Set<WebSocket>>();

/**
 * Whether the seat of this number is another page's that is alive.
 * @param page how the claiming page names itself; who names none is another page
 */
export async function isHeldByAnother(
  context: SessionContext,
  number: number,
  page: string | undefined,
): Promise<boolean> {
  const { sockets } = context;
  for (;;) {
    const holder = sockets.of(number);
    // The same page that lost its connection: the relay has not heard of it yet.
    if (!holder || (page !== undefined && sockets.pageOf(holder) === page)) return false;
    if (await (questions.get(holder) ?? ask(context, number, holder)).answer) return true;
    // Two may claim it at once: the one that came second asks the first.
    if (sockets.of(number) === holder) return false;
  }
}

function ask(context: SessionContext, number: number, holder: WebSocket): Question {
  let resolve: (alive: boolean) => void = () => undefined;
  const answer = new Promise<boolean>((settled) => (resolve = settled));
  const open = asked.get(context) ?? new Set();
  asked.set(context, open.add(holder));
  const settle = (alive: boolean): void => {
    clearTimeout(timer);
    questions.delete(holder);
    open.delete(holder);
    resolve(alive);
  };
  const timer = setTimeout(() => settle(false), SEAT_CLAIM_MS);
  const question = { answer, settle };
  questions.set(holder, question);
  context.sockets.send(number, { type: 'still_there' });
  return question;
}

export const stillHere: MessageRule<StillHereMessage> = {
  from: Role.CUSTOMER,
  whileStandby: true,
  handle({ sockets }, sender) {
    const holder = sockets.of(sender);
    if (holder) questions.get(holder)?.settle(true);
  },
};

/** A page that is left gives its seat up at once. */
export const seatClaims: SessionFeature = {
  departed(context) {
    for (const holder of asked.get(context) ?? []) {
      if (!context.sockets.isOpen(holder)) questions.get(holder)?.settle(false);
    }
  },
};
