/**
 * The desk's access token: taken from the address and stripped from it at once, kept for this tab's reloads. Also what a
 * reload needs to get back into the session. Knows no page.
 */
import { VIEWER_PIN, VIEWER_TOKEN } from '../../service/agent-viewer-endpoint.js';
import { readClaim } from '../../service/token-claims.js';
import type { Admission } from '../protocol/control.js';
import { decodeAdmission } from '../protocol/control/admission.js';

const STORAGE_KEY = 'cobrowse.desk';

interface Kept {
  readonly token: string;
  readonly admission?: Admission;
  /** When the agent came into that session (epoch milliseconds). */
  readonly joinedAt?: number;
}

/** What a desk starts with. */
export interface DeskAccess {
  readonly token: string;
  /** Whether it came with this address, so that whoever opened it has it too. */
  readonly fromAddress: boolean;
  /** A PIN that came with the token, so that nobody has to type it; not checked. */
  readonly pin: string | undefined;
  /** A session of this tab and this agent that a reload interrupted. */
  readonly admission: Admission | undefined;
  readonly joinedAt: number;
}

/**
 * Takes the token out of the address, or finds the one that this tab has had. A PIN counts only beside a token: else any page
 * could link an agent who is signed in here into a session of its own.
 */
export function takeAccess(): DeskAccess | undefined {
  const url = new URL(location.href);
  const fragment = new URLSearchParams(url.hash.slice(1));
  const given = fragment.get(VIEWER_TOKEN) || url.searchParams.get(VIEWER_TOKEN) || '';
  const pin = (given && fragment.get(VIEWER_PIN)) || undefined;
  if (url.searchParams.has(VIEWER_TOKEN) || fragment.has(VIEWER_TOKEN) || fragment.has(VIEWER_PIN)) {
    url.searchParams.delete(VIEWER_TOKEN);
    url.hash = '';
    // Addresses end up in histories, logs and screenshots.
    history.replaceState(history.state, '', url);
  }
  const kept = read();
  const token = given || kept?.token;
  if (!token) return undefined;
  // Another agent may have signed in on this machine: a session goes on only for the same one.
  const admission = kept && userOf(kept.token) === userOf(token) ? kept.admission : undefined;
  const joinedAt = (admission && kept?.joinedAt) ?? 0;
  write({ token, ...(admission && { admission, joinedAt }) });
  return { token, fromAddress: given !== '', pin, admission, joinedAt };
}

/** Remembers the session for a reload, or forgets it. */
export function keepAdmission(token: string, admission?: Admission, joinedAt = 0): void {
  write({ token, ...(admission && { admission, joinedAt }) });
}

/** Only to compare two tokens of this tab; one that cannot be read is its own user. */
function userOf(token: string): unknown {
  return readClaim(token, 'user_id') ?? token;
}

function read(): Kept | undefined {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? 'null');
    if (typeof value !== 'object' || value === null) return undefined;
    const token: unknown = Reflect.get(value, 'token');
    const admission = decodeAdmission(Reflect.get(value, 'admission'));
    const at: unknown = Reflect.get(value, 'joinedAt');
    const joinedAt = typeof at === 'number' && at <= Date.now() ? at : 0;
    return typeof token === 'string' ? { token, joinedAt, ...(admission && { admission }) } : undefined;
  } catch {
    return undefined;
  }
}

function write(kept: Kept): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(kept));
  } catch {
    // A third-party frame may have no storage; then a reload asks for the PIN again.
  }
}
