/**
 * What the customer agreed to in this tab, by user and kind, as long as the session is (SPEC G4, G5), and whom they stopped, until the
 * relay has heard of it. The relay's word alone grants nothing, so it is kept here: over reconnects, and in the tab's storage for the
 * session's next page.
 */
import type { AgentInfo } from '../../protocol/control.js';
import type { AssistType } from '../../protocol/control/permission-messages.js';

const STORAGE_KEY = 'cobrowse.assist';

/** Stands where the kind does in an agreement. */
const STOP = 'stop ';

export class Agreements {
  readonly #sessionId: string;
  #agreed: Set<string>;

  constructor(sessionId: string) {
    this.#sessionId = sessionId;
    this.#agreed = read(sessionId) ?? new Set();
  }

  /** Another page of the session may have been here meanwhile, and this one in the back/forward cache. */
  recall(): void {
    this.#agreed = read(this.#sessionId) ?? this.#agreed;
  }

  has(agent: Pick<AgentInfo, 'userId'>, type: AssistType): boolean {
    return this.#agreed.has(agreementOf(agent, type));
  }

  add(agent: Pick<AgentInfo, 'userId'>, type: AssistType): void {
    this.#agreed.add(agreementOf(agent, type));
    this.#write();
  }

  delete(agent: Pick<AgentInfo, 'userId'>, types: readonly AssistType[]): void {
    for (const type of types) this.#agreed.delete(agreementOf(agent, type));
    this.#write();
  }

  /** The customer stopped this agent: nothing is agreed to any more. */
  stop(agent: Pick<AgentInfo, 'userId'>): void {
    this.#agreed = new Set([stopOf(agent)]);
    this.#write();
  }

  /** Whether the relay may not have heard of a stop. */
  hasStopped(agent: Pick<AgentInfo, 'userId'>): boolean {
    return this.#agreed.has(stopOf(agent));
  }

  /** The relay has heard of every stop. */
  stopsHeard(): void {
    const stops = [...this.#agreed].filter((each) => each.startsWith(STOP));
    for (const stop of stops) this.#agreed.delete(stop);
    if (stops.length > 0) this.#write();
  }

  clear(): void {
    this.#agreed.clear();
    this.#write();
  }

  #write(): void {
    try {
      if (this.#agreed.size === 0) sessionStorage.removeItem(STORAGE_KEY);
      else sessionStorage.setItem(STORAGE_KEY, JSON.stringify([this.#sessionId, ...this.#agreed]));
    } catch {
      // Without storage the next page asks again, which is all that is lost.
    }
  }
}

function stopOf({ userId }: Pick<AgentInfo, 'userId'>): string {
  return `${STOP}${userId}`;
}

export function agreementOf({ userId }: Pick<AgentInfo, 'userId'>, type: AssistType): string {
  return `${type} ${userId}`;
}

/** What is kept of this session; `undefined` where nothing can be. */
function read(sessionId: string): Set<string> | undefined {
  let text: string | null;
  try {
    text = sessionStorage.getItem(STORAGE_KEY);
  } catch {
    return undefined;
  }
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(value)) return new Set();
    const [session, ...agreed]: unknown[] = value;
    return new Set(session === sessionId ? agreed.filter((each) => typeof each === 'string') : []);
  } catch {
    // A page may have written anything.
    return new Set();
  }
}
