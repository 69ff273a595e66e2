/** Tells the journal who came and went. It waits for nothing: a journal that fails must not hold a session. */
import { CUSTOMER_NUMBER } from '../../widget/engine/protocol/frame.js';
import type { Env } from '../env.js';
import type { JournalObject } from '../journal/journal.js';
import type { SessionUser } from '../journal/records.js';
import type { SessionContext, SessionFeature } from './session-context.js';
import { Standing, type Participant, type SessionRecord } from './session-store.js';

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

  agentCame({ store: { session } }: SessionContext, agent: Participant): void {
    if (session) this.#tell(session, (journal) => journal.userJoined(session.sessionId, userOf(agent)));
  }

  departed({ store }: SessionContext, number: number): void {
    const { session } = store;
    const agent = number === CUSTOMER_NUMBER ? undefined : store.byNumber(number);
    // Who was never let in never joined.
    if (!session || agent?.standing !== Standing.ADMITTED) return;
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
