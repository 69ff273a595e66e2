/**
 * What a tab keeps of its session over a reload, a navigation or a crash, in its session storage (SPEC Y): there for as long as
 * the session is, and then as long as the relay waits. In the small script too, so it stays small.
 */
import { RECONNECT_WINDOW_MS } from '../protocol/limits.js';

const STORAGE_KEY = 'cobrowse.session';

/** Of the Web Lock that a tab with a session holds (session-lock.ts). */
export const LOCK_NAME = STORAGE_KEY;

/** How often a page that may crash writes it anew. */
export const MARKER_INTERVAL_MS = 20_000;

/** A crash leaves the marker as old as the last writing; in a hidden tab timers run once a minute. */
const CRASH_MARGIN_MS = 60_000;

export interface ResumeMarker {
  /** The service's origin: a secret must never reach another one. */
  readonly origin: string;
  readonly sessionId: string;
  readonly secret: string;
  readonly pinCode: string;
  /** What the session masked: whoever resumes it may ask for more, not for less. Read with care, as anything from storage. */
  readonly piiMask?: unknown;
  /** Whether the customer paused in this tab: its next page shows nothing before they go on (SPEC U4). */
  readonly paused?: boolean;
}

/** A marker as it was found. */
export interface FoundMarker extends ResumeMarker {
  /** Whether the page was left. Else its tab crashed, or the marker is a copy: a tab that another one opens gets its storage. */
  readonly left: boolean;
}

/** Reads the marker, unless it is too old, of another service, or absent. */
export function readMarker(origin: string): FoundMarker | undefined {
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
  const left = field('left') === true;
  const age = Date.now() - at;
  const life = left ? RECONNECT_WINDOW_MS : RECONNECT_WINDOW_MS + CRASH_MARGIN_MS;
  if (age < 0 || age >= life) return undefined;
  return {
    origin,
    sessionId,
    secret,
    pinCode,
    piiMask: field('piiMask'),
    left,
    ...(field('paused') === true && { paused: true }),
  };
}

/** Writes the marker with the present time. @param left whether the page is being left. */
export function writeMarker(marker: ResumeMarker, left: boolean): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify({ ...marker, left, at: Date.now() }));
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

/**
 * Forgets a marker that is another tab's: the one that wrote it is alive, or there is no telling. To be called before anybody asks
 * whether there is something to resume.
 */
export async function dropCopiedMarker(origin: string): Promise<void> {
  if (readMarker(origin)?.left !== false) return;
  const state = await navigator.locks?.query().catch(() => undefined);
  if (!state || state.held?.some(({ name }) => name === LOCK_NAME)) clearMarker();
}
