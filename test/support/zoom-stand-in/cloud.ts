/**
 * The stand-in's sessions, in memory: PINs, who is in, the limits of the contract (section 8), and each participant's news.
 * Knows neither HTTP nor browsers.
 */
import { randomInt, randomUUID } from 'node:crypto';
import type { Claims } from './tokens.ts';

/** A refusal with a code of the contract, section 7. */
export class Refusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

export interface News {
  readonly name: string;
  readonly detail?: unknown;
}

interface Participant {
  readonly ticket: string;
  readonly userId: string;
  readonly userName: string;
  readonly news: News[];
  /** Of polls that wait for news. */
  readonly waiting: Set<() => void>;
}

interface Session {
  readonly pin: string;
  readonly browserId: string;
  readonly customer: Participant;
  readonly agents: Map<string, Participant>;
}

const AGENTS_MAX = 5;
const POLL_MS = 20_000;

function participant(userId: string, userName: string): Participant {
  return { ticket: randomUUID(), userId, userName, news: [], waiting: new Set() };
}

function tell(to: Participant, name: string, detail?: unknown): void {
  to.news.push({ name, detail });
  for (const wake of to.waiting) wake();
}

export class Cloud {
  readonly #sessions = new Map<string, Session>();
  readonly #leavers = new Map<string, Participant>();

  start(claims: Claims, customPin: string | undefined, browserId: string): { ticket: string; pinCode: string } {
    if (claims.role_type !== 1) throw new Refusal(2001, 'The token is not for a customer');
    if (claims.enable_byop && customPin === undefined) throw new Refusal(1009, 'PIN required');
    if (customPin !== undefined && !/^[A-Za-z0-9]{1,10}$/.test(customPin)) throw new Refusal(1008, 'PIN format');
    const active = [...this.#sessions.values()];
    if (active.some((session) => session.browserId === browserId && session.customer.waiting.size > 0)) {
      throw new Refusal(1004, 'There is another session in this browser');
    }
    const pin = claims.enable_byop && customPin !== undefined ? customPin.toUpperCase() : this.#freePin();
    if (this.#sessions.has(pin)) throw new Refusal(1010, 'PIN in use');
    const customer = participant(claims.user_id, claims.user_name);
    this.#sessions.set(pin, { pin, browserId, customer, agents: new Map() });
    return { ticket: customer.ticket, pinCode: pin };
  }

  /** Whether `ticket` is of a customer whose session goes on. */
  isRecoverable(ticket: string): boolean {
    return this.#ofCustomer(ticket) !== undefined;
  }

  resume(ticket: string): { ticket: string; pinCode: string } {
    const session = this.#ofCustomer(ticket);
    if (!session) throw new Refusal(1011, 'The session is gone');
    // What happened before the page was loaded anew belongs to the page before.
    session.customer.news.length = 0;
    return { ticket, pinCode: session.pin };
  }

  joinAsAgent(claims: Pick<Claims, 'user_id' | 'user_name'>, pin: string, unknownPin: 1006 | 30308): string {
    const session = this.#sessions.get(pin.toUpperCase());
    if (!session) throw new Refusal(unknownPin, 'Pincode is not found');
    const users = [session.customer, ...session.agents.values()];
    if (users.some(({ userId }) => userId === claims.user_id)) throw new Refusal(1015, 'Duplicate user');
    if (session.agents.size >= AGENTS_MAX) throw new Refusal(1013, 'Too many agents');
    const agent = participant(claims.user_id, claims.user_name);
    session.agents.set(agent.ticket, agent);
    // No payload: none is documented.
    tell(session.customer, 'agent_joined');
    return agent.ticket;
  }

  /** An agent leaves, or a customer ends the session: what closing means for whoever holds the ticket. */
  close(ticket: string): void {
    const own = this.#ofCustomer(ticket);
    if (own) return this.end(own.pin);
    const session = this.#ofAgent(ticket);
    const agent = session?.agents.get(ticket);
    if (!session || !agent) return;
    session.agents.delete(ticket);
    this.#leavers.set(ticket, agent);
    tell(agent, 'session_left');
    tell(session.customer, 'agent_left');
  }

  /** Ends a session for all. */
  end(pin: string): void {
    const session = this.#sessions.get(pin);
    if (!session) return;
    this.#sessions.delete(pin);
    for (const each of [session.customer, ...session.agents.values()]) {
      this.#leavers.set(each.ticket, each);
      tell(each, 'session_ended');
    }
  }

  endByAgent(ticket: string): void {
    const session = this.#ofAgent(ticket);
    if (session) this.end(session.pin);
  }

  /** Says something to a session's customer out of the blue, such as `remote_assist_started`. */
  tellCustomer(pin: string, name: string, detail?: unknown): void {
    tell(this.#session(pin).customer, name, detail);
  }

  tellAgents(pin: string, name: string, detail?: unknown): void {
    for (const agent of this.#session(pin).agents.values()) tell(agent, name, detail);
  }

  /** Who watches, by name: for a test to compare with what a page shows. */
  agentNames(pin: string): readonly string[] {
    return [...this.#session(pin).agents.values()].map(({ userName }) => userName);
  }

  customerName(pin: string): string {
    return this.#session(pin).customer.userName;
  }

  hasSession(pin: string): boolean {
    return this.#sessions.has(pin);
  }

  /** The news after the first `after`, as soon as there are any. `undefined`: nobody has this ticket. */
  async news(ticket: string, after: number, wait: boolean, gone: AbortSignal): Promise<readonly News[] | undefined> {
    const session = this.#ofCustomer(ticket) ?? this.#ofAgent(ticket);
    const reader = session?.customer.ticket === ticket ? session.customer : session?.agents.get(ticket);
    const of = reader ?? this.#leavers.get(ticket);
    if (!of) return undefined;
    if (wait && of.news.length <= after) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, POLL_MS);
      gone.addEventListener('abort', () => resolve(), { once: true });
      of.waiting.add(resolve);
      await promise;
      of.waiting.delete(resolve);
      clearTimeout(timer);
    }
    return of.news.slice(after);
  }

  #session(pin: string): Session {
    const session = this.#sessions.get(pin);
    if (!session) throw new Error('The stand-in has no session of this PIN');
    return session;
  }

  #ofCustomer(ticket: string): Session | undefined {
    return [...this.#sessions.values()].find(({ customer }) => customer.ticket === ticket);
  }

  #ofAgent(ticket: string): Session | undefined {
    return [...this.#sessions.values()].find(({ agents }) => agents.has(ticket));
  }

  #freePin(): string {
    for (;;) {
      const pin = String(randomInt(1_000_000)).padStart(6, '0');
      if (!this.#sessions.has(pin)) return pin;
    }
  }
}
