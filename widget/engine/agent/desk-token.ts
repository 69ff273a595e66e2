/**
 * The desk's access token: taken from the address and stripped from it at once, kept for this tab's reloads. Also what a
 * reload needs to get back into the session. Knows no page.
 */
import { readClaim } from '../../service/token-claims.js';
import type { Admission } from '../protocol/control.js';
import { decodeAdmission } from '../protocol/control.js';

const STORAGE_KEY = 'cobrowse.desk';
const PARAMETER = 'access_token';

interface Kept {
  readonly token: string;
  readonly admission?: Admission;
}

/** What a desk starts with. */
export interface DeskAccess {
  readonly token: string;
  /** A session of this tab and this agent that a reload interrupted. */
  readonly admission: Admission | undefined;
}

/** Takes the token out of the address, or finds the one that this tab has had. */
export function takeAccess(): DeskAccess | undefined {
  const url = new URL(location.href);
  const given = url.searchParams.get(PARAMETER) ?? '';
  if (url.searchParams.has(PARAMETER)) {
    url.searchParams.delete(PARAMETER);
    // Addresses end up in histories, logs and screenshots.
    history.replaceState(history.state, '', url);
  }
  const kept = read();
  const token = given || kept?.token;
  if (!token) return undefined;
  // Another agent may have signed in on this machine: a session goes on only for the same one.
  const admission = kept && userOf(kept.token) === userOf(token) ? kept.admission : undefined;
  write({ token, ...(admission && { admission }) });
  return { token, admission };
}

/** Remembers the session for a reload, or forgets it. */
export function keepAdmission(token: string, admission?: Admission): void {
  write({ token, ...(admission && { admission }) });
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
    return typeof token === 'string' ? { token, ...(admission && { admission }) } : undefined;
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
