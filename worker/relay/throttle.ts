/**
 * Exact counters of wrong PINs, by any key. A search tries each PIN once, so only a count over all PINs can see it.
 * Owns the table `wrong_pins`; knows nothing of PINs.
 */

/** How many wrong PINs are free, before each further one costs a wait that doubles. */
export interface Allowance {
  readonly key: string;
  readonly free: number;
}

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 15 * 60_000;

/**
 * All that are free are free again after this long, one after the other. Without it whoever mistypes now and then would be
 * stopped some day, and a call centre every day. It is also how fast a patient search can go in the long run.
 */
const FORGIVEN_WITHIN_MS = 60 * 60_000;

export class Throttle {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(`CREATE TABLE IF NOT EXISTS wrong_pins (
      key TEXT PRIMARY KEY, count REAL NOT NULL, counted_at INTEGER NOT NULL, blocked_until INTEGER NOT NULL, forget_at INTEGER NOT NULL
    )`);
  }

  /** How long the slowest of these keys must still wait; 0 if none must. */
  waitMs(allowances: readonly Allowance[]): number {
    const now = Date.now();
    const waits = allowances.map(({ key }) => Number(this.#row(key)?.['blocked_until'] ?? 0) - now);
    return Math.max(0, ...waits);
  }

  /**
   * Counts a wrong PIN for each key.
   * @returns how many further ones are free for all of them.
   */
  count(allowances: readonly Allowance[]): number {
    const now = Date.now();
    let left = Infinity;
    for (const { key, free } of allowances) {
      const forgiveMs = FORGIVEN_WITHIN_MS / free;
      const row = this.#row(key);
      const forgiven = (now - Number(row?.['counted_at'] ?? now)) / forgiveMs;
      const count = Math.max(0, Number(row?.['count'] ?? 0) - forgiven) + 1;
      const over = Math.ceil(count - free);
      left = Math.min(left, Math.max(0, Math.floor(free - count)));
      const blockedUntil = over > 0 ? now + Math.min(FIRST_WAIT_MS * 2 ** (over - 1), LONGEST_WAIT_MS) : 0;
      this.#sql.exec(
        'INSERT OR REPLACE INTO wrong_pins (key, count, counted_at, blocked_until, forget_at) VALUES (?, ?, ?, ?, ?)',
        key,
        count,
        now,
        blockedUntil,
        Math.max(now + Math.ceil(count * forgiveMs), blockedUntil),
      );
    }
    return left;
  }

  /** Takes one back for each key. A wait that was earned meanwhile stays. */
  forgive(allowances: readonly Allowance[]): void {
    for (const { key } of allowances) {
      this.#sql.exec('UPDATE wrong_pins SET count = MAX(0, count - 1) WHERE key = ?', key);
    }
  }

  /** Deletes the keys that have nothing left to forgive. */
  prune(): void {
    this.#sql.exec('DELETE FROM wrong_pins WHERE forget_at <= ?', Date.now());
  }

  #row(key: string): Record<string, SqlStorageValue> | undefined {
    const query = 'SELECT count, counted_at, blocked_until FROM wrong_pins WHERE key = ?';
    return this.#sql.exec(query, key).toArray()[0];
  }
}
