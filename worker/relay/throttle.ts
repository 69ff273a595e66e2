/**
 * Exact counters of wrong PINs, by any key. A search tries each PIN once, so only a count over all PINs can see it.
 * Owns the table `failures`; knows nothing of PINs.
 */

/** How many wrong PINs are free, before each further one costs a wait that doubles. */
export interface Allowance {
  readonly key: string;
  readonly free: number;
}

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** A key that was quiet for this long starts afresh. */
const MEMORY_MS = 60 * 60_000;

export class Throttle {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(`CREATE TABLE IF NOT EXISTS failures (
      key TEXT PRIMARY KEY, count INTEGER NOT NULL, blocked_until INTEGER NOT NULL, forget_at INTEGER NOT NULL
    )`);
  }

  /** How long the slowest of these keys must still wait; 0 if none must. */
  waitMs(allowances: readonly Allowance[]): number {
    const now = Date.now();
    const waits = allowances.map(({ key }) => Number(this.#row(key)?.['blocked_until'] ?? 0) - now);
    return Math.max(0, ...waits);
  }

  /** Counts a wrong PIN for each key. */
  count(allowances: readonly Allowance[]): void {
    const now = Date.now();
    for (const { key, free } of allowances) {
      const count = Number(this.#row(key)?.['count'] ?? 0) + 1;
      const over = count - free;
      const blockedUntil = over > 0 ? now + Math.min(FIRST_WAIT_MS * 2 ** (over - 1), LONGEST_WAIT_MS) : 0;
      this.#sql.exec(
        'INSERT OR REPLACE INTO failures (key, count, blocked_until, forget_at) VALUES (?, ?, ?, ?)',
        key,
        count,
        blockedUntil,
        now + MEMORY_MS,
      );
    }
  }

  /** Deletes the keys that were quiet for long. */
  prune(): void {
    this.#sql.exec('DELETE FROM failures WHERE forget_at <= ?', Date.now());
  }

  #row(key: string): Record<string, SqlStorageValue> | undefined {
    const query = 'SELECT count, blocked_until FROM failures WHERE key = ? AND forget_at > ?';
    return this.#sql.exec(query, key, Date.now()).toArray()[0];
  }
}
