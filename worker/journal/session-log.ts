/** The journal's list of sessions, those that go on and those of the last weeks. Owns its tables; knows no webhook. */
import {
  readMetadata,
  type PageMark,
  type SessionEntry,
  type SessionPage,
  type SessionQuery,
  type SessionUser,
  type StartedSession,
} from './records.js';

type Row = Record<string, SqlStorageValue>;

export class SessionLog {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(`CREATE TABLE IF NOT EXISTS sessions (
      session_id TEXT PRIMARY KEY, pin_code TEXT NOT NULL, started_at INTEGER NOT NULL, ended_at INTEGER, metadata TEXT NOT NULL
    )`);
    sql.exec('CREATE INDEX IF NOT EXISTS sessions_by_start ON sessions (started_at, session_id)');
    sql.exec(`CREATE TABLE IF NOT EXISTS session_users (
      session_id TEXT NOT NULL, user_id TEXT NOT NULL, user_name TEXT NOT NULL, role TEXT NOT NULL,
      PRIMARY KEY (session_id, user_id)
    )`);
    sql.exec('CREATE INDEX IF NOT EXISTS users_by_id ON session_users (user_id)');
  }

  start({ sessionId, pinCode, startedAt, metadata }: StartedSession): void {
    const values = [sessionId, pinCode, startedAt, JSON.stringify(metadata)];
    this.#sql.exec('INSERT OR IGNORE INTO sessions VALUES (?, ?, ?, NULL, ?)', ...values);
  }

  /** Notes who was in a session, each of them once. */
  addUser(sessionId: string, { userId, userName, role }: SessionUser): void {
    this.#sql.exec('INSERT OR REPLACE INTO session_users VALUES (?, ?, ?, ?)', sessionId, userId, userName, role);
  }

  /** Answers whether the session went on until now. */
  end(sessionId: string, endedAt: number): boolean {
    const query = 'UPDATE sessions SET ended_at = ? WHERE session_id = ? AND ended_at IS NULL';
    return this.#sql.exec(query, endedAt, sessionId).rowsWritten > 0;
  }

  find(sessionId: string): SessionEntry | undefined {
    const row = this.#sql.exec('SELECT * FROM sessions WHERE session_id = ?', sessionId).toArray()[0];
    return row && this.#entry(row);
  }

  /** A page of sessions, the newest first. */
  list(query: SessionQuery): SessionPage {
    const conditions = [query.live ? 'ended_at IS NULL' : 'ended_at IS NOT NULL'];
    const values: SqlStorageValue[] = [];
    const where = (condition: string, ...given: readonly (SqlStorageValue | undefined)[]): void => {
      const present = given.filter((value) => value !== undefined);
      if (present.length < given.length) return;
      conditions.push(condition);
      values.push(...present);
    };
    where('started_at >= ?', query.from);
    where('started_at < ?', query.to);
    where('pin_code = ?', query.pinCode);
    where('session_id = ?', query.sessionId);
    where("session_id IN (SELECT session_id FROM session_users WHERE user_id = ? AND role = 'agent')", query.agentId);
    where('(started_at, session_id) < (?, ?)', query.after?.startedAt, query.after?.sessionId);
    const rows = this.#sql
      .exec(
        `SELECT * FROM sessions WHERE ${conditions.join(' AND ')} ORDER BY started_at DESC, session_id DESC LIMIT ?`,
        ...values,
        // One more tells whether there is another page.
        query.pageSize + 1,
      )
      .toArray();
    const sessions = rows.slice(0, query.pageSize).map((row) => this.#entry(row));
    return { sessions, next: rows.length > query.pageSize ? markOf(sessions.at(-1)) : undefined };
  }

  /** Forgets sessions that ended before one moment, and those without an end that began before the other and cannot go on. */
  prune(endedBefore: number, startedBefore: number): void {
    this.#sql.exec('DELETE FROM sessions WHERE ended_at < ?', endedBefore);
    this.#sql.exec('DELETE FROM sessions WHERE ended_at IS NULL AND started_at < ?', startedBefore);
    this.#sql.exec('DELETE FROM session_users WHERE session_id NOT IN (SELECT session_id FROM sessions)');
  }

  get isEmpty(): boolean {
    return this.#sql.exec('SELECT 1 FROM sessions LIMIT 1').toArray().length === 0;
  }

  #entry(row: Row): SessionEntry {
    const sessionId = String(row['session_id']);
    const users = this.#sql
      .exec('SELECT * FROM session_users WHERE session_id = ? ORDER BY rowid', sessionId)
      .toArray();
    return {
      sessionId,
      pinCode: String(row['pin_code']),
      startedAt: Number(row['started_at']),
      endedAt: row['ended_at'] === null ? undefined : Number(row['ended_at']),
      metadata: readMetadata(JSON.parse(String(row['metadata']))) ?? {},
      users: users.map(readUser),
    };
  }
}

function markOf(entry: SessionEntry | undefined): PageMark | undefined {
  return entry && { startedAt: entry.startedAt, sessionId: entry.sessionId };
}

function readUser(row: Row): SessionUser {
  return {
    userId: String(row['user_id']),
    userName: String(row['user_name']),
    role: row['role'] === 'agent' ? 'agent' : 'customer',
  };
}
