/** Which session the customer would not join in this tab (SPEC K2): kept over its pages, so that they are asked once. */

const STORAGE_KEY = 'cobrowse.declined';

let declined: string | undefined;

export function decline(sessionId: string): void {
  declined = sessionId;
  try {
    sessionStorage.setItem(STORAGE_KEY, sessionId);
  } catch {
    // Without storage they are asked again on the next page.
  }
}

export function isDeclined(sessionId: string): boolean {
  if (declined === sessionId) return true;
  try {
    return sessionStorage.getItem(STORAGE_KEY) === sessionId;
  } catch {
    return false;
  }
}
