/** Writes the note that resume-note.ts reads: `[service, time]`. Apart from it, so that a page loads only what it needs. */

const STORAGE_KEY = 'cobrowse.button';

/** How often it is written anew: a crash fires no event. */
export const NOTE_INTERVAL_MS = 20_000;

export function writeMarker(service: string): void {
  try {
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify([service, Date.now()]));
  } catch {
    // Without storage the next page does not resume, which is all that is lost.
  }
}

export function clearMarker(): void {
  try {
    sessionStorage.removeItem(STORAGE_KEY);
  } catch {
    // Nothing was written either.
  }
}
