/**
 * Angular's zone.js hands a zone on to every timer, observer and promise that is made within it, and lets the application check
 * itself for changes after each. The engine's work is none of the application's.
 */

declare global {
  interface Window {
    /** Where the page loaded zone.js. */
    readonly Zone?: { readonly root?: { run?<Result>(act: () => Result): Result } };
  }
}

/** Calls outside of all zones, and plainly on pages without any. */
export function outsideZones<Result>(act: () => Result): Result {
  const root = window.Zone?.root;
  return typeof root?.run === 'function' ? root.run(act) : act();
}
