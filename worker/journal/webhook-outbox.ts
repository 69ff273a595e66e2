/**
 * Webhooks that wait to be delivered, in the order of their events. The receiver's answer decides: taken, tried again later, or
 * given up after the last try. Owns the table `deliveries`; knows nothing of sessions.
 */
import { webhookHeaders } from './webhook.js';

/** Waits before the second and each further attempt: about five hours in all, so that a receiver may be down for an afternoon. */
const RETRY_AFTER_MS = [10_000, 60_000, 10 * 60_000, 60 * 60_000, 4 * 60 * 60_000] as const;

/** A receiver that says nothing for so long has not taken it. */
const ANSWER_WITHIN_MS = 5_000;

/** Of one alarm: the rest has the next one. */
const BATCH = 20;

/** More is not kept: a receiver that is down must not fill the journal. The oldest go first. */
const MOST_WAITING = 10_000;

export interface Receiver {
  readonly url: string;
  readonly secret: string;
}

interface Delivery {
  readonly id: number;
  readonly body: string;
  readonly attempts: number;
}

export class WebhookOutbox {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    sql.exec(`CREATE TABLE IF NOT EXISTS deliveries (
      id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL, attempts INTEGER NOT NULL, due_at INTEGER NOT NULL
    )`);
  }

  add(body: string, now: number): void {
    this.#sql.exec('INSERT INTO deliveries (body, attempts, due_at) VALUES (?, 0, ?)', body, now);
    this.#sql.exec(
      'DELETE FROM deliveries WHERE id <= (SELECT id FROM deliveries ORDER BY id DESC LIMIT 1 OFFSET ?)',
      MOST_WAITING,
    );
  }

  /** When the next attempt is due; `undefined` if nothing waits. */
  get dueAt(): number | undefined {
    const at = this.#sql.exec('SELECT MIN(due_at) AS at FROM deliveries').one()['at'];
    return typeof at === 'number' ? at : undefined;
  }

  get isEmpty(): boolean {
    return this.dueAt === undefined;
  }

  /** Forgets everything: there is no receiver any more. */
  clear(): void {
    this.#sql.exec('DELETE FROM deliveries');
  }

  /** Makes the attempts that are due, one after the other, so that a receiver sees events in their order. */
  async deliver({ url, secret }: Receiver): Promise<void> {
    const query = 'SELECT id, body, attempts FROM deliveries WHERE due_at <= ? ORDER BY id LIMIT ?';
    for (const row of this.#sql.exec(query, Date.now(), BATCH).toArray()) {
      const delivery = { id: Number(row['id']), body: String(row['body']), attempts: Number(row['attempts']) };
      this.#settle(delivery, await isTaken(url, secret, delivery));
    }
  }

  #settle({ id, attempts }: Delivery, taken: boolean): void {
    const wait = RETRY_AFTER_MS[attempts];
    if (taken || wait === undefined) {
      this.#sql.exec('DELETE FROM deliveries WHERE id = ?', id);
      // Without the address, which may carry a key of the receiver's.
      if (!taken) console.error('A webhook was given up: its receiver did not take it.');
      return;
    }
    const query = 'UPDATE deliveries SET attempts = attempts + 1, due_at = ? WHERE id = ?';
    this.#sql.exec(query, Date.now() + wait, id);
  }
}

async function isTaken(url: string, secret: string, { id, body }: Delivery): Promise<boolean> {
  try {
    const headers = await webhookHeaders(body, id, secret, Date.now());
    // A redirection would show signed data to an address that nobody set.
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
