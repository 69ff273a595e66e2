/**
 * The session as SPEC X says it is: who is there, who may come back, and when it is over. It knows no socket and no store; what the
 * relay does is compared with it.
 */
import {
  MAX_AGENTS,
  RECONNECT_ATTEMPT_MS,
  RECONNECT_ATTEMPTS,
  RECONNECT_WINDOW_MS,
} from '../../../widget/engine/protocol/limits.js';

export type Seat =
  /** Connected. */
  | 'here'
  /** Without a socket; the secret is good. */
  | 'away'
  /** Sent away by the customer. */
  | 'removed';

export type JoinOutcome = 'admitted' | 'duplicate' | 'full' | 'removed' | 'gone';

/** A customer who is not there, or of whom nothing was heard since they are. */
interface Absence {
  since: number;
  attempts: number;
  attemptAt: number;
}

export class SessionModel {
  readonly #pinLifetimeMs: number;
  readonly seats = new Map<string, Seat>();
  over = false;
  customerIsHere = true;
  #openedAt: number;
  #heard = false;
  #absence: Absence | undefined;
  #noAgentSince: number | undefined;

  constructor(now: number, pinLifetimeMs: number) {
    this.#openedAt = now;
    this.#noAgentSince = now;
    this.#pinLifetimeMs = pinLifetimeMs;
  }

  /** X2: the agents who are connected. */
  get here(): string[] {
    return this.#with('here');
  }

  get away(): string[] {
    return this.#with('away');
  }

  /** X3: what a join by PIN leads to. */
  join(user: string): JoinOutcome {
    if (this.over) return 'gone';
    const seat = this.seats.get(user);
    if (seat === 'here') return 'duplicate';
    if (this.here.length >= MAX_AGENTS) return 'full';
    if (seat === 'removed') return 'removed';
    this.#come(user);
    return 'admitted';
  }

  /** X4: whether an agent's secret opens a socket. */
  resume(user: string): boolean {
    const seat = this.seats.get(user);
    const others = this.here.filter((each) => each !== user).length;
    if (this.over || seat === undefined || seat === 'removed' || others >= MAX_AGENTS) return false;
    this.#come(user);
    return true;
  }

  /** X5: an agent's socket broke. */
  drop(user: string, now: number): void {
    this.seats.set(user, 'away');
    this.#agentWent(now);
  }

  /** X5: an agent left on purpose. */
  leave(user: string, now: number): void {
    this.seats.delete(user);
    this.#agentWent(now);
  }

  /** X6: the customer sent an agent away. */
  remove(user: string, now: number): void {
    this.seats.set(user, 'removed');
    this.#agentWent(now);
  }

  /** X7: the customer said something. */
  customerSpoke(): void {
    this.#heard = true;
    this.#absence = undefined;
  }

  /** X7: the customer's socket is gone. */
  customerWent(now: number): void {
    this.customerIsHere = false;
    const stayed = now - this.#openedAt >= RECONNECT_ATTEMPT_MS;
    if (this.#heard || stayed || !this.#absence) this.#absence = { since: now, attempts: 0, attemptAt: -Infinity };
  }

  /** X7: the customer's secret opened a socket. */
  customerCame(now: number): void {
    const absence = this.#absence;
    if (absence && now - absence.attemptAt >= RECONNECT_ATTEMPT_MS) {
      absence.attempts += 1;
      absence.attemptAt = now;
    }
    this.customerIsHere = true;
    this.#openedAt = now;
    this.#heard = false;
  }

  /** X8: how long the session waits for the customer. */
  remainingMs(now: number): number {
    return Math.max(0, this.#lostAt - now);
  }

  /** X9: a deploy took every socket. */
  deploy(now: number): void {
    for (const user of this.here) this.seats.set(user, 'away');
    this.#agentWent(now);
    if (this.customerIsHere) this.customerWent(now);
  }

  /** X8: why the session is over by this time. */
  endingAt(now: number): 'customer_lost' | 'expired' | undefined {
    if (!this.customerIsHere && this.#lostAt <= now) return 'customer_lost';
    if (this.#noAgentSince !== undefined && this.#noAgentSince + this.#pinLifetimeMs <= now) return 'expired';
    return undefined;
  }

  get #lostAt(): number {
    const { since, attempts, attemptAt } = this.#absence ?? { since: Infinity, attempts: 0, attemptAt: 0 };
    const end = since + RECONNECT_WINDOW_MS;
    return attempts < RECONNECT_ATTEMPTS ? end : Math.min(end, attemptAt + RECONNECT_ATTEMPT_MS);
  }

  #come(user: string): void {
    this.seats.set(user, 'here');
    this.#noAgentSince = undefined;
  }

  #agentWent(now: number): void {
    if (this.here.length === 0) this.#noAgentSince ??= now;
  }

  #with(wanted: Seat): string[] {
    return [...this.seats].filter(([, seat]) => seat === wanted).map(([user]) => user);
  }
}
