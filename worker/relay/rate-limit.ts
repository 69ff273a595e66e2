/**
 * How many sessions may be started, counted exactly and by any key: so many at once, and then as many as come free again with time.
 * Owns the table `starts`; knows nothing of sessions.
 */

export interface Rate {
  readonly count: number;
  readonly periodMs: number;
}

export class RateLimit {
  readonly #sql: SqlStorage;
  readonly #rate: Rate;

  constructor(sql: SqlStorage, rate: Rate) {
    this.#sql = sql;
    this.#rate = rate;
    sql.exec('CREATE TABLE IF NOT EXISTS starts (key TEXT PRIMARY KEY, all_free_at REAL NOT NULL)');
  }

  /** Takes one of this key's if one is free. Answers how long to wait for one, 0 if it was taken. */
  take(key: string): number {
    const { count, periodMs } = this.#rate;
    const now = Date.now();
    const stored = this.#sql.exec('SELECT all_free_at FROM starts WHERE key = ?', key).toArray()[0]?.['all_free_at'];
    // One number is enough: each that was taken puts off the moment when all are free again by its share of the period.
    const allFreeAt = Math.max(now, Number(stored ?? 0)) + periodMs / count;
    const waitMs = allFreeAt - now - periodMs;
    if (waitMs > 0) return waitMs;
    this.#sql.exec('INSERT OR REPLACE INTO starts (key, all_free_at) VALUES (?, ?)', key, allFreeAt);
    return 0;
  }

  /** Deletes the keys that have all of theirs free. */
  prune(): void {
    this.#sql.exec('DELETE FROM starts WHERE all_free_at <= ?', Date.now());
  }
}
