/**
 * What a session remembers in SQLite: itself and its participants, nothing of the page. A session that is over has no
 * tables, so an id that was guessed or is old leaves nothing behind.
 */
import {
  NO_PERMISSIONS,
  readPermissions,
  type Permissions,
} from '../../widget/engine/protocol/control/permission-messages.js';
import { readMetadata, type SessionMetadata } from '../journal/records.js';
import { CUSTOMER_NUMBER } from '../../widget/engine/protocol/frame.js';
import { NEVER_THERE, type Absence } from './absence.js';

export interface SessionRecord {
  readonly sessionId: string;
  readonly sdkKey: string;
  readonly pinCode: string;
  /** What the page said about the session. */
  readonly metadata: SessionMetadata;
  readonly createdAt: number;
  readonly pinRenewedAt: number;
  /** Since when no agent has a socket; `undefined` while one has. */
  readonly noAgentSince: number | undefined;
  /** Since when the customer has no socket; from the start until the first one. */
  readonly customerGoneAt: number | undefined;
  readonly absence: Absence;
  /** When somebody did something; written down once in a while only. */
  readonly activeAt: number;
  /** Whether the customer lets agents in. Kept, so that a change of the variable changes no session that runs. */
  readonly admits: boolean;
  /** What the customer's page lets people do, as it said last. */
  readonly permissions: Permissions;
}

/** Where somebody stands with the customer. Who was refused or removed has no socket, and gets none. */
export const Standing = { ADMITTED: 'admitted', WAITING: 'waiting', REFUSED: 'refused', REMOVED: 'removed' } as const;
export type Standing = (typeof Standing)[keyof typeof Standing];

export interface Participant {
  readonly number: number;
  readonly userId: string;
  readonly userName: string;
  readonly secretHash: string;
  /** Until when a place is kept for one who was admitted and is not connected yet. */
  readonly heldUntil: number;
  readonly standing: Standing;
  /** Who waits: until when, or 0 before the customer was asked. Who was refused: until when the customer is not asked again. */
  readonly standsUntil: number;
  /** Whether somebody checked that they are who they say. */
  readonly verified: boolean;
}

type Row = Record<string, SqlStorageValue>;

const LAST_AGENT_NUMBER = 255;

export class SessionStore {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  #session: SessionRecord | undefined;
  #waits: ReadonlyMap<number, number> = new Map();
  /** Who had a number last, and how many had it while the object was awake. */
  readonly #holders = new Map<number, { readonly userId: string; readonly term: number }>();

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
    const tables = this.#sql.exec("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'session'");
    if (tables.toArray().length === 0) return;
    this.#session = readSession(this.#sql.exec('SELECT * FROM session').one());
    this.#readWaits();
  }

  /** The session, or `undefined` before it was created and after it ended. */
  get session(): SessionRecord | undefined {
    return this.#session;
  }

  /** The agents who wait to be let in, and until when. At hand without a query: each frame must pass by them. */
  get waits(): ReadonlyMap<number, number> {
    return this.#waits;
  }

  create(session: SessionRecord, customer: Participant): void {
    this.#sql.exec(`CREATE TABLE session (
      session_id TEXT NOT NULL, sdk_key TEXT NOT NULL, pin_code TEXT NOT NULL, metadata TEXT NOT NULL, created_at INTEGER NOT NULL,
      pin_renewed_at INTEGER NOT NULL, no_agent_since INTEGER, customer_gone_at INTEGER, admits INTEGER NOT NULL,
      permissions TEXT NOT NULL, absence TEXT NOT NULL, active_at INTEGER NOT NULL
    )`);
    this.#sql.exec(`CREATE TABLE participants (
      number INTEGER PRIMARY KEY, user_id TEXT NOT NULL UNIQUE, user_name TEXT NOT NULL,
      secret_hash TEXT NOT NULL UNIQUE, held_until INTEGER NOT NULL,
      standing TEXT NOT NULL, stands_until INTEGER NOT NULL, verified INTEGER NOT NULL
    )`);
    this.#sql.exec(
      'INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
      session.sessionId,
      session.sdkKey,
      session.pinCode,
      JSON.stringify(session.metadata),
      session.createdAt,
      session.pinRenewedAt,
      session.noAgentSince ?? null,
      session.customerGoneAt ?? null,
      Number(session.admits),
      JSON.stringify(session.permissions),
      JSON.stringify(session.absence),
      session.activeAt,
    );
    this.#sql.exec('CREATE TABLE notes (key TEXT PRIMARY KEY, value TEXT NOT NULL)');
    this.#session = session;
    this.putParticipant(customer);
  }

  /** Changes what changes in a session's life. */
  update(
    change: Partial<
      Pick<SessionRecord, 'pinRenewedAt' | 'noAgentSince' | 'customerGoneAt' | 'permissions' | 'absence' | 'activeAt'>
    >,
  ): void {
    if (!this.#session) return;
    this.#session = { ...this.#session, ...change };
    this.#sql.exec(
      `UPDATE session SET pin_renewed_at = ?, no_agent_since = ?, customer_gone_at = ?, permissions = ?, absence = ?,
        active_at = ?`,
      this.#session.pinRenewedAt,
      this.#session.noAgentSince ?? null,
      this.#session.customerGoneAt ?? null,
      JSON.stringify(this.#session.permissions),
      JSON.stringify(this.#session.absence),
      this.#session.activeAt,
    );
  }

  /** Adds a participant, or replaces the one of this number. */
  putParticipant(participant: Participant): void {
    const { number, userId, userName, secretHash, heldUntil, standing, standsUntil, verified } = participant;
    const before = this.#holders.get(number);
    if (before?.userId !== userId) this.#holders.set(number, { userId, term: this.termOf(number) + 1 });
    this.#sql.exec(
      'INSERT OR REPLACE INTO participants VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      number,
      userId,
      userName,
      secretHash,
      heldUntil,
      standing,
      standsUntil,
      Number(verified),
    );
    this.#readWaits();
  }

  /** Grows whenever a number is given to somebody else, who must not answer for what the one before did. */
  termOf(number: number): number {
    return this.#holders.get(number)?.term ?? 0;
  }

  byNumber(number: number): Participant | undefined {
    return this.#find('number = ?', number);
  }

  byUserId(userId: string): Participant | undefined {
    return this.#find('user_id = ?', userId);
  }

  bySecretHash(secretHash: string): Participant | undefined {
    return this.#find('secret_hash = ?', secretHash);
  }

  agents(): readonly Participant[] {
    const query = 'SELECT * FROM participants WHERE number <> ? ORDER BY number';
    return this.#sql.exec(query, CUSTOMER_NUMBER).toArray().map(readParticipant);
  }

  /** The lowest number that no agent has or had and may come back to; `undefined` if all 255 are such. */
  freeNumber(): number | undefined {
    const taken = new Set(this.agents().map(({ number }) => number));
    for (let number = 1; number <= LAST_AGENT_NUMBER; number++) if (!taken.has(number)) return number;
    return undefined;
  }

  /** The place is not kept by time any more: by a socket, or not at all. */
  clearHold(number: number): void {
    this.#sql.exec('UPDATE participants SET held_until = 0 WHERE number = ?', number);
  }

  removeParticipant(number: number): void {
    this.#sql.exec('DELETE FROM participants WHERE number = ?', number);
    this.#readWaits();
  }

  /** Keeps something small of a feature's, by its name. */
  note(key: string, value: unknown): void {
    this.#sql.exec('INSERT OR REPLACE INTO notes VALUES (?, ?)', key, JSON.stringify(value));
  }

  /** What was kept under this name; whoever reads it checks what it is. */
  noted(key: string): unknown {
    const value = this.#sql.exec('SELECT value FROM notes WHERE key = ?', key).toArray()[0]?.['value'];
    return typeof value === 'string' ? JSON.parse(value) : undefined;
  }

  /** Deletes everything, the alarm too. The object's id never holds a session again. */
  async deleteAll(): Promise<void> {
    this.#session = undefined;
    this.#waits = new Map();
    await this.#storage.deleteAlarm();
    await this.#storage.deleteAll();
  }

  #readWaits(): void {
    const waiting = this.agents().filter(({ standing }) => standing === Standing.WAITING);
    this.#waits = new Map(waiting.map(({ number, standsUntil }) => [number, standsUntil]));
  }

  #find(condition: string, value: SqlStorageValue): Participant | undefined {
    const row = this.#sql.exec(`SELECT * FROM participants WHERE ${condition}`, value).toArray()[0];
    return row && readParticipant(row);
  }
}

function readSession(row: Row): SessionRecord {
  return {
    sessionId: String(row['session_id']),
    sdkKey: String(row['sdk_key']),
    pinCode: String(row['pin_code']),
    metadata: readMetadata(JSON.parse(String(row['metadata']))) ?? {},
    createdAt: Number(row['created_at']),
    pinRenewedAt: Number(row['pin_renewed_at']),
    noAgentSince: readMoment(row['no_agent_since']),
    customerGoneAt: readMoment(row['customer_gone_at']),
    admits: row['admits'] !== 0,
    permissions: readPermissions(JSON.parse(String(row['permissions']))) ?? NO_PERMISSIONS,
    absence: readAbsence(row['absence']),
    activeAt: Number(row['active_at']),
  };
}

/** Written by ourselves; JSON leaves out what is undefined. */
function readAbsence(text: SqlStorageValue | undefined): Absence {
  const stored: Partial<Absence> = JSON.parse(String(text));
  return { ...NEVER_THERE, ...stored };
}

function readMoment(value: SqlStorageValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function readParticipant(row: Row): Participant {
  return {
    number: Number(row['number']),
    userId: String(row['user_id']),
    userName: String(row['user_name']),
    secretHash: String(row['secret_hash']),
    heldUntil: Number(row['held_until']),
    standing: readStanding(row['standing']),
    standsUntil: Number(row['stands_until']),
    verified: row['verified'] === 1,
  };
}

/** What cannot be read lets nobody in. */
function readStanding(value: SqlStorageValue | undefined): Standing {
  return Object.values(Standing).find((standing) => standing === value) ?? Standing.REFUSED;
}
