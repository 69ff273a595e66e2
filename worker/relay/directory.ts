/**
 * The directory Durable Object, one for each SDK key: which PIN leads to which session, who guesses PINs, and
 * who starts too many sessions.
 * Knows nothing of a session but its id.
 */
import { DurableObject } from 'cloudflare:workers';
import { PIN_LIFETIME_MS } from '../../widget/engine/protocol/limits.js';
import type { Env } from '../env.js';
import { drawPin } from './pins.js';
import { RateLimit, type Rate } from './rate-limit.js';
import { Throttle, type Allowance } from './throttle.js';

/** A session renews its PIN this often, … */
export const PIN_RENEWAL_MS = PIN_LIFETIME_MS;

/** … and a PIN that was not renewed for this long is free: its session died without saying so. */
const PIN_LEASE_MS = 2 * PIN_RENEWAL_MS + 60_000;

/** A free PIN is found at the first draw unless there are hundreds of thousands of sessions. */
const MAX_DRAWS = 100;

/** Wrong PINs that cost nothing, for one person: many slips of the finger, and a millionth part of a search. */
const FREE_FAILURES_PER_PERSON = 10;

/** The same for one address, behind which a whole call centre may sit. */
const FREE_FAILURES_PER_ADDRESS = 100;

/**
 * Who tries, since both sides may: an agent by typing, a customer by starting with a PIN of their own, which tells whether
 * it is taken. Counted apart, as strangers on a site must not use up what agents behind the same address have.
 */
type Trier = 'agent' | 'customer';

/**
 * Sessions that one address may start. Whoever has the page has a customer's token, so nothing else tells one who would take all
 * the PINs; behind one address may sit everybody in an office.
 */
export const STARTS_PER_ADDRESS: Rate = { count: 60, periodMs: 60_000 };

/** Who asks for a PIN. */
export interface Asker {
  readonly userId: string;
  /** `undefined` where no address is known, as on a laptop. */
  readonly address: string | undefined;
}

export type Allocation =
  | { readonly state: 'allocated'; readonly pin: string }
  /** No free PIN was found. */
  | { readonly state: 'full' }
  | { readonly state: 'throttled'; readonly waitMs: number };

export type CustomAllocation =
  | { readonly state: 'allocated' }
  /** Another session has it. */
  | { readonly state: 'taken' }
  | { readonly state: 'throttled'; readonly waitMs: number };

export type PinLookup =
  | { readonly state: 'found'; readonly sessionId: string }
  /** Further wrong PINs that cost no wait, and the wait that this one costs. */
  | { readonly state: 'unknown'; readonly triesLeft: number; readonly waitMs: number }
  /** The same for every PIN, right or wrong. */
  | { readonly state: 'throttled'; readonly waitMs: number };

export class DirectoryObject extends DurableObject<Env> {
  readonly #sql: SqlStorage;
  readonly #throttle: Throttle;
  readonly #starts: RateLimit;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec(`CREATE TABLE IF NOT EXISTS pins (
      pin TEXT PRIMARY KEY, session_id TEXT NOT NULL, expires_at INTEGER NOT NULL
    )`);
    this.#throttle = new Throttle(this.#sql);
    this.#starts = new RateLimit(this.#sql, STARTS_PER_ADDRESS);
  }

  /** Reserves a random free PIN for a session that was asked for from this address. */
  async allocate(sessionId: string, address?: string): Promise<Allocation> {
    const waitMs = address === undefined ? 0 : this.#starts.take(address);
    if (waitMs > 0) return { state: 'throttled', waitMs };
    for (let draw = 0; draw < MAX_DRAWS; draw++) {
      const pin = drawPin();
      if (this.#sessionOf(pin) !== undefined) continue;
      await this.#reserve(pin, sessionId);
      return { state: 'allocated', pin };
    }
    return { state: 'full' };
  }

  /**
   * Reserves a PIN that a customer chose (SPEC J2). Each is a try, also one that is free: it tells as much as a wrong PIN tells
   * an agent.
   */
  async allocateCustom(pin: string, sessionId: string, asker: Asker): Promise<CustomAllocation> {
    const allowances = allowancesOf('customer', asker);
    const waitMs = this.#throttle.waitMs(allowances);
    if (waitMs > 0) return { state: 'throttled', waitMs };
    const startWaitMs = asker.address === undefined ? 0 : this.#starts.take(asker.address);
    if (startWaitMs > 0) return { state: 'throttled', waitMs: startWaitMs };
    this.#throttle.count(allowances);
    const taken = this.#sessionOf(pin) !== undefined;
    if (taken) await this.#scheduleCleaning();
    else await this.#reserve(pin, sessionId);
    return { state: taken ? 'taken' : 'allocated' };
  }

  /** Looks a PIN up for an agent and counts it if it is wrong. */
  async find(pin: string, asker: Asker): Promise<PinLookup> {
    const allowances = allowancesOf('agent', asker);
    const waitMs = this.#throttle.waitMs(allowances);
    if (waitMs > 0) return { state: 'throttled', waitMs };
    const sessionId = this.#sessionOf(pin);
    if (sessionId !== undefined) return { state: 'found', sessionId };
    const triesLeft = this.#throttle.count(allowances);
    await this.#scheduleCleaning();
    return { state: 'unknown', triesLeft, waitMs: this.#throttle.waitMs(allowances) };
  }

  /** The session behind a PIN, for the Worker itself: it counts nothing, so nobody who asks may learn the answer by it. */
  peek(pin: string): string | undefined {
    return this.#sessionOf(pin);
  }

  /** The PIN that this agent was told is unknown turned out to be right: they waited, and the customer came (SPEC J6). */
  forgive(asker: Asker): void {
    this.#throttle.forgive(allowancesOf('agent', asker));
  }

  /** Keeps the PIN of a living session. */
  renew(pin: string, sessionId: string): void {
    const query = 'UPDATE pins SET expires_at = ? WHERE pin = ? AND session_id = ?';
    this.#sql.exec(query, Date.now() + PIN_LEASE_MS, pin, sessionId);
  }

  /** Frees the PIN of a session that is over. */
  release(pin: string, sessionId: string): void {
    this.#sql.exec('DELETE FROM pins WHERE pin = ? AND session_id = ?', pin, sessionId);
  }

  override async alarm(): Promise<void> {
    this.#sql.exec('DELETE FROM pins WHERE expires_at <= ?', Date.now());
    this.#throttle.prune();
    this.#starts.prune();
    const kept = ['pins', 'wrong_pins', 'starts'].map((table) => `EXISTS (SELECT 1 FROM ${table})`).join(' OR ');
    if (this.#sql.exec(`SELECT ${kept} AS any_left`).one()['any_left'] === 1) await this.#scheduleCleaning();
  }

  #sessionOf(pin: string): string | undefined {
    const query = 'SELECT session_id FROM pins WHERE pin = ? AND expires_at > ?';
    const found = this.#sql.exec(query, pin, Date.now()).toArray()[0]?.['session_id'];
    return typeof found === 'string' ? found : undefined;
  }

  async #reserve(pin: string, sessionId: string): Promise<void> {
    const query = 'INSERT OR REPLACE INTO pins (pin, session_id, expires_at) VALUES (?, ?, ?)';
    this.#sql.exec(query, pin, sessionId, Date.now() + PIN_LEASE_MS);
    await this.#scheduleCleaning();
  }

  async #scheduleCleaning(): Promise<void> {
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + PIN_LEASE_MS);
  }
}

/** What somebody's tries count under. */
function allowancesOf(trier: Trier, { userId, address }: Asker): readonly Allowance[] {
  const own = { key: `${trier} ${userId}`, free: FREE_FAILURES_PER_PERSON };
  if (address === undefined) return [own];
  return [own, { key: `${trier} at ${address}`, free: FREE_FAILURES_PER_ADDRESS }];
}
