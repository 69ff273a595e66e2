/**
 * Who watches. An agent whose socket broke is back within a moment, which is no news to the customer: they count as gone only
 * after a grace. Knows no sockets and no panel.
 */
import type { AgentInfo } from '../protocol/control.js';

/** Also for agents who left on purpose, since the relay's message is the same: the panel names them for this long. */
const GRACE_MS = 2_000;

export interface AgentRosterOptions {
  readonly onJoined: (agent: AgentInfo) => void;
  readonly onLeft: (agent: AgentInfo) => void;
  /** GRACE_MS unless a test has less time. */
  readonly graceMs?: number;
}

interface Seat {
  readonly agent: AgentInfo;
  /** Runs while the agent's socket is gone. */
  leaving: ReturnType<typeof setTimeout> | undefined;
}

export class AgentRoster {
  readonly #options: AgentRosterOptions;
  readonly #seats = new Map<number, Seat>();

  constructor(options: AgentRosterOptions) {
    this.#options = options;
  }

  /** How many watch, those included who may be back in a moment. */
  get size(): number {
    return this.#seats.size;
  }

  /** Whether what is sent reaches anybody. */
  get anyConnected(): boolean {
    return [...this.#seats.values()].some(({ leaving }) => leaving === undefined);
  }

  /** Everybody whom the customer is shown. */
  get all(): readonly AgentInfo[] {
    return [...this.#seats.values()].map(({ agent }) => agent);
  }

  get names(): readonly string[] {
    return this.all.map(({ userName }) => userName);
  }

  /** An agent whom the customer is shown. */
  get(number: number): AgentInfo | undefined {
    return this.#seats.get(number)?.agent;
  }

  /** Whether this agent's socket is open. */
  has(number: number): boolean {
    const seat = this.#seats.get(number);
    return seat !== undefined && seat.leaving === undefined;
  }

  /** An agent's socket opened. */
  came(agent: AgentInfo): void {
    const seat = this.#seats.get(agent.number);
    if (seat?.agent.userId === agent.userId) {
      clearTimeout(seat.leaving);
      seat.leaving = undefined;
      return;
    }
    // The number was given to somebody else, so who had it has left for good.
    if (seat) this.#leave(seat);
    this.#seats.set(agent.number, { agent, leaving: undefined });
    this.#options.onJoined(agent);
  }

  /** An agent's socket closed. */
  went(number: number): void {
    const seat = this.#seats.get(number);
    if (!seat || seat.leaving !== undefined) return;
    seat.leaving = setTimeout(() => this.#leave(seat), this.#options.graceMs ?? GRACE_MS);
  }

  /** Everybody whose socket is open, as the relay says it on a new socket of ours. */
  reset(agents: readonly AgentInfo[]): void {
    const present = new Set(agents.map(({ number }) => number));
    for (const number of this.#seats.keys()) if (!present.has(number)) this.went(number);
    for (const agent of agents) this.came(agent);
  }

  /** Tells of nobody any more. */
  stop(): void {
    for (const { leaving } of this.#seats.values()) clearTimeout(leaving);
    this.#seats.clear();
  }

  #leave(seat: Seat): void {
    clearTimeout(seat.leaving);
    this.#seats.delete(seat.agent.number);
    this.#options.onLeft(seat.agent);
  }
}
