/** What the journal is told of sessions, and what it tells of them. Types alone; the REST shapes are made in routes/operations. */

/** As Zoom's REST writes it (contract, section 12). */
export type UserRole = 'customer' | 'agent';

export interface SessionUser {
  readonly userId: string;
  readonly userName: string;
  readonly role: UserRole;
}

/** What a page said about its session when it started it: a ticket, a customer's number. Nobody verified it. */
export type SessionMetadata = Readonly<Record<string, string>>;

const METADATA_MAX_ENTRIES = 10;
const METADATA_VALUE_MAX_LENGTH = 200;
/** It is part of a control message (CONTROL_MAX_LENGTH), where an odd character takes up to six. */
const METADATA_MAX_LENGTH = 3000;
const METADATA_NAME = /^[\w.-]{1,40}$/;

/** Reads what a page gave, or answers `undefined` for what is too much or no list of names and texts. */
export function readMetadata(value: unknown): SessionMetadata | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries: [string, string][] = [];
  for (const [name, each] of Object.entries(value)) {
    if (typeof each !== 'string' || each.length > METADATA_VALUE_MAX_LENGTH || !METADATA_NAME.test(name))
      return undefined;
    entries.push([name, each]);
  }
  // Own properties alone, whatever they are called.
  const metadata = Object.fromEntries(entries);
  const isTooMuch = entries.length > METADATA_MAX_ENTRIES || JSON.stringify(metadata).length > METADATA_MAX_LENGTH;
  return isTooMuch ? undefined : metadata;
}

export interface StartedSession {
  readonly sessionId: string;
  readonly pinCode: string;
  /** Epoch milliseconds, as every moment here. */
  readonly startedAt: number;
  readonly metadata: SessionMetadata;
}

/** A session with everybody who was ever in it. */
export interface SessionEntry extends StartedSession {
  /** `undefined` while it goes on. */
  readonly endedAt: number | undefined;
  readonly users: readonly SessionUser[];
}

export interface SessionQuery {
  readonly live: boolean;
  /** Sessions that started at or after this moment … */
  readonly from?: number;
  /** … and before this one. */
  readonly to?: number;
  readonly pinCode?: string;
  readonly sessionId?: string;
  /** Only those that this agent is or was in. A customer's user id may be the same. */
  readonly agentId?: string;
  readonly pageSize: number;
  /** Where the page before ended. */
  readonly after?: PageMark;
}

/** The last session of a page, the newest being first. */
export interface PageMark {
  readonly startedAt: number;
  readonly sessionId: string;
}

export interface SessionPage {
  readonly sessions: readonly SessionEntry[];
  readonly next: PageMark | undefined;
}

/** What can fail before there is a session, or before somebody is back in one. */
export const Attempt = { START: 'start', JOIN: 'join', RESUME: 'resume' } as const;
export type Attempt = (typeof Attempt)[keyof typeof Attempt];

/** How often an attempt failed on a day (UTC), by the contract's code. */
export interface Tally {
  readonly day: string;
  readonly attempt: Attempt;
  readonly code: number;
  readonly count: number;
}
