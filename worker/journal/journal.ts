/**
 * The journal Durable Object, one for each SDK key: which sessions there are and were, webhooks about them, and how often what
 * failed. For whoever operates the service; no session depends on it, and nothing of a page ever gets here.
 */
import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../env.js';
import type {
  Attempt,
  SessionEntry,
  SessionPage,
  SessionQuery,
  SessionUser,
  StartedSession,
  Tally,
} from './records.js';
import { SessionLog } from './session-log.js';
import { Tallies } from './tallies.js';
import { WebhookEvent, webhookBody } from './webhook.js';
import { WebhookOutbox, type Receiver } from './webhook-outbox.js';

const DAY_MS = 24 * 60 * 60_000;

/** Zoom's reports go back six months, a month at a time; what is not kept cannot leak. */
export const HISTORY_MS = 30 * DAY_MS;

/** A session that began so long ago is over, whatever the journal was told: no configuration allows a longer one. */
const LONGEST_LIVE_MS = 7 * DAY_MS;

/** How often what is old is forgotten. */
const CLEANING_MS = DAY_MS;

export class JournalObject extends DurableObject<Env> {
  readonly #log: SessionLog;
  readonly #outbox: WebhookOutbox;
  readonly #tallies: Tallies;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const { sql } = ctx.storage;
    this.#log = new SessionLog(sql);
    this.#outbox = new WebhookOutbox(sql);
    this.#tallies = new Tallies(sql);
  }

  async started(session: StartedSession, customer: SessionUser): Promise<void> {
    this.#log.start(session);
    this.#log.addUser(session.sessionId, customer);
    this.#tell(WebhookEvent.STARTED, session, customer);
    this.#tell(WebhookEvent.USER_JOINED, session, customer);
    await this.#schedule();
  }

  async userJoined(sessionId: string, user: SessionUser): Promise<void> {
    const session = this.#log.find(sessionId);
    if (!session || session.endedAt !== undefined) return;
    this.#log.addUser(sessionId, user);
    this.#tell(WebhookEvent.USER_JOINED, session, user);
    await this.#schedule();
  }

  async userLeft(sessionId: string, user: SessionUser): Promise<void> {
    const session = this.#log.find(sessionId);
    if (!session || session.endedAt !== undefined) return;
    this.#tell(WebhookEvent.USER_LEFT, session, user);
    await this.#schedule();
  }

  async ended(sessionId: string, endedAt: number): Promise<void> {
    const session = this.#log.find(sessionId);
    if (!session || !this.#log.end(sessionId, endedAt)) return;
    const customer = session.users.find(({ role }) => role === 'customer');
    if (customer) this.#tell(WebhookEvent.ENDED, session, customer);
    await this.#schedule();
  }

  async failed(attempt: Attempt, code: number): Promise<void> {
    this.#tallies.add(attempt, code, Date.now());
    await this.#schedule();
  }

  find(sessionId: string): SessionEntry | undefined {
    return this.#log.find(sessionId);
  }

  list(query: SessionQuery): SessionPage {
    return this.#log.list(query);
  }

  tallies(): readonly Tally[] {
    return this.#tallies.all();
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    this.#log.prune(now - HISTORY_MS, now - LONGEST_LIVE_MS);
    this.#tallies.prune(now - HISTORY_MS);
    const receiver = receiverOf(this.env);
    if (receiver) await this.#outbox.deliver(receiver);
    else this.#outbox.clear();
    await this.#schedule();
  }

  #tell(event: WebhookEvent, session: StartedSession, user: SessionUser): void {
    if (!receiverOf(this.env)) return;
    const now = Date.now();
    const { sessionId, startedAt, metadata } = session;
    const body = webhookBody(this.env.ZOOM_SDK_KEY ?? '', { event, sessionId, startedAt, user, metadata }, now);
    this.#outbox.add(body, now);
  }

  /** One alarm serves deliveries and cleaning, whichever comes first. An empty journal sleeps for good. */
  async #schedule(): Promise<void> {
    const { dueAt } = this.#outbox;
    if (dueAt === undefined && this.#log.isEmpty && this.#tallies.isEmpty) return;
    const at = Math.min(dueAt ?? Infinity, Date.now() + CLEANING_MS);
    const set = await this.ctx.storage.getAlarm();
    if (set === null || set > at) await this.ctx.storage.setAlarm(at);
  }
}

/** Whoever takes webhooks. The variables were checked with all others; one without the other never gets this far. */
function receiverOf({ WEBHOOK_URL: url, WEBHOOK_SECRET: secret }: Env): Receiver | undefined {
  return url && secret ? { url, secret } : undefined;
}
