/**
 * The origin that the script tag came from: where `/config` is asked for what a page's attributes leave out. Kept on the
 * document, since two copies of this module on one page must agree. Small: it is loaded before any press.
 */

const DEFAULT_ORIGIN_KEY = Symbol.for('cobrowse-elements.default-origin');

declare global {
  interface Document {
    [DEFAULT_ORIGIN_KEY]?: string;
  }
}

/** Remembers the origin; the first one stays. Does nothing where there is no document. */
export function setDefaultOrigin(origin: string): void {
  if (typeof document === 'undefined') return;
  document[DEFAULT_ORIGIN_KEY] ??= origin;
}

export function defaultOrigin(): string | undefined {
  return typeof document === 'undefined' ? undefined : document[DEFAULT_ORIGIN_KEY];
}
