/** How often what failed, a row a day, attempt and code: no identity, no address, no PIN. Owns the table `tallies`. */
import { Attempt, type Tally } from './records.js';

export class Tallies {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(`CREATE TABLE IF NOT EXISTS tallies (
      day TEXT NOT NULL, attempt TEXT NOT NULL, code INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (day, attempt, code)
    )`);
  }

  add(attempt: Attempt, code: number, now: number): void {
    this.#sql.exec(
      'INSERT INTO tallies VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1',
      dayOf(now),
      attempt,
      code,
    );
  }

  /** The newest day first. */
  all(): readonly Tally[] {
    return this.#sql.exec('SELECT * FROM tallies ORDER BY day DESC, attempt, code').toArray().map(readTally);
  }

  prune(before: number): void {
    this.#sql.exec('DELETE FROM tallies WHERE day < ?', dayOf(before));
  }

  get isEmpty(): boolean {
    return this.#sql.exec('SELECT 1 FROM tallies LIMIT 1').toArray().length === 0;
  }
}

function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}

function readTally(row: Record<string, SqlStorageValue>): Tally {
  const attempt = Object.values(Attempt).find((each) => each === row['attempt']) ?? Attempt.START;
  return { day: String(row['day']), attempt, code: Number(row['code']), count: Number(row['count']) };
}
