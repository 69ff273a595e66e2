/**
 * What a tab keeps of its session over a reload or a navigation, in its session storage: written when the page is left, taken
 * away when the next one is in the session, good for as long as the relay waits. In the small script too, so it stays small.
 */
import { RECONNECT_WINDOW_MS } from '../protocol/limits.js';

const STORAGE_KEY = 'cobrowse.session';

export interface ResumeMarker {
  /** The service's origin: a secret must never reach another one. */
  readonly origin: string;
  readonly sessionId: string;
  readonly secret: string;
  readonly pinCode: string;
  /** What the session masked: whoever resumes it may ask for more, not for less. Read with care, as anything from storage. */
  readonly piiMask?: unknown;
}

/** Reads the marker, unless it is too old, of another service, or absent. */
export function readMarker(origin: string): ResumeMarker | undefined {
  let value: unknown;
  try {
    value = JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? 'null');
  } catch {
    // Storage may be forbidden, and a page may have written anything.
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const field = (name: string): unknown => Reflect.get(value, name);
  const [at, sessionId, secret, pinCode] = ['at', 'sessionId', 'secret', 'pinCode'].map(field);
  if (typeof sessionId !== 'string' || typeof secret !== 'string' || typeof pinCode !== 'string') return undefined;
  if (field('origin') !== origin || typeof at !== 'number') return undefined;
  const age = Date.now() - at;
  return age >= 0 && age < RECONNECT_WINDOW_MS
    ? { origin, sessionId, secret, pinCode, piiMask: field('piiMask') }
    : undefined;
}

/** Writes the marker with the present time. */
export function writeMarker(marker: ResumeMarker): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ ...marker, at: Date.now() }));
  } catch {
    // Without storage a reload ends the session, which is all that is lost.
  }
}

export function clearMarker(): void {
  try {
    sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // Nothing was written either.
  }
}
