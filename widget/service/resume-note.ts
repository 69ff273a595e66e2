/**
 * The button's own note that a session was on when this tab left a page, or crashed. Whether it can be resumed, only the service's script
 * knows; the note says whether that is worth loading before anybody presses. Holds no secret. Written by resume-marker.ts, which
 * is loaded with a session; this half is loaded with every page.
 */

/** For as long as a service waits for a customer to come back (contract, section 8), and as old as a crash may leave it. */
const LIFE_MS = 180_000;

/** Whether this tab had a session of this service less than three minutes ago. */
export function hasMarker(service: string): boolean {
  try {
    const marker: unknown = JSON.parse(sessionStorage.getItem('cobrowse.button') ?? '');
    if (!Array.isArray(marker) || marker[0] !== service) return false;
    const age = Date.now() - Number(marker[1]);
    return age >= 0 && age < LIFE_MS;
  } catch {
    return false;
  }
}
