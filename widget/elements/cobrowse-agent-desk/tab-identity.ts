/** An id for an agent whom the page does not name: the same for this tab's reloads, so that a session can go on after one. */

const STORAGE_KEY = 'cobrowse-elements.agent';
const ID_BYTES = 16;

/** `undefined` where the tab cannot keep one; the token endpoint then makes one up each time. */
export function tabIdentity(): string | undefined {
  try {
    const kept = sessionStorage.getItem(STORAGE_KEY);
    if (kept) return kept;
    const bytes = Array.from(crypto.getRandomValues(new Uint8Array(ID_BYTES)));
    const made = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
    sessionStorage.setItem(STORAGE_KEY, made);
    return made;
  } catch {
    return undefined;
  }
}
