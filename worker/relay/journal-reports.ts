/** Tells the journal who came and went. It waits for nothing: a journal that fails must not hold a session. */
import { CUSTOMER_NUMBER } from '../../widget/engine/protocol/frame.js';
import type { Env } from '../env.js';
import type { JournalObject } from '../journal/journal.js';
import type { SessionUser } from '../journal/records.js';
import { isObject } from '../../widget/engine/protocol/control/json.js';
import { kept } from './kept.js';
import type { SessionContext, SessionFeature } from './session-context.js';
import type { Participant, SessionRecord } from './session-store.js';

/** The user ids of those who were reported as there, by number: a socket that replaces another is no arrival. */
const there = kept<Readonly<Record<string, unknown>>>('there', (value) => (isObject(value) ? value : undefined), {});

export class JournalReports implements SessionFeature {
  readonly #env: Env;
  /** One stub, since calls over one arrive in their order. */
  #stub: DurableObjectStub<JournalObject> | undefined;

  constructor(env: Env) {
    this.#env = env;
  }

  started(session: SessionRecord, customer: Participant): void {
    const { sessionId, pinCode, createdAt: startedAt, metadata } = session;
    this.#tell(session, (journal) => journal.started({ sessionId, pinCode, startedAt, metadata }, userOf(customer)));
  }

  agentCame(context: SessionContext, agent: Participant): void {
    const { session } = context.store;
    const before = there.get(context);
    if (!session || before[agent.number] === agent.userId) return;
    there.set(context, { ...before, [agent.number]: agent.userId });
    this.#tell(session, (journal) => journal.userJoined(session.sessionId, userOf(agent)));
  }

  departed(context: SessionContext, number: number): void {
    const { store } = context;
    const { session } = store;
    const agent = number === CUSTOMER_NUMBER ? undefined : store.byNumber(number);
    const { [number]: userId, ...others } = there.get(context);
    // Who was never let in never joined.
    if (!session || !agent || agent.userId !== userId) return;
    there.set(context, others);
    this.#tell(session, (journal) => journal.userLeft(session.sessionId, userOf(agent)));
  }

  ended(session: SessionRecord): void {
    this.#tell(session, (journal) => journal.ended(session.sessionId, Date.now()));
  }

  #tell(session: SessionRecord, report: (journal: DurableObjectStub<JournalObject>) => Promise<void>): void {
    this.#stub ??= this.#env.JOURNAL.getByName(session.sdkKey);
    report(this.#stub).catch(() => {
      // A stub that failed stays failed.
      this.#stub = undefined;
    });
  }
}

function userOf({ number, userId, userName }: Participant): SessionUser {
  return { userId, userName, role: number === CUSTOMER_NUMBER ? 'customer' : 'agent' };
}
