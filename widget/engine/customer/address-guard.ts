/**
 * Addresses of the page that are not shared (SPEC Q): reads the patterns, and notices when the page is at one, also where a script
 * changed the address. Loaded only where a page names some. It patches nothing, and knows no session.
 */

/** Where the browser does not tell of `history.pushState`, an address is looked at this often, and before anything is sent. */
const LOOK_INTERVAL_MS = 500;

/** The parts of `window` that say where the page is. */
export interface AddressWindow extends EventTarget {
  readonly location: { readonly href: string };
  readonly navigation?: EventTarget;
}

export interface AddressGuardOptions {
  readonly window: AddressWindow;
  /** As the page gave them; unchecked. */
  readonly patterns: readonly unknown[];
  /** The page came to such an address, or left it. */
  readonly onChange: () => void;
}

/** In this tab's storage while the curtain is the address's doing and not the customer's, for the page that comes next. */
const STORAGE_KEY = 'cobrowse.curtain';

export class AddressGuard {
  readonly #options: AddressGuardOptions;
  readonly #rules: readonly ((address: URL) => boolean)[];
  #href = '';
  #blocked = false;

  constructor(options: AddressGuardOptions) {
    this.#options = options;
    this.#rules = options.patterns.flatMap(readPatterns);
    this.#look();
  }

  /** Whether the page may not be shared, where it is at this very moment. */
  get blocked(): boolean {
    const before = this.#blocked;
    this.#look();
    // Not at once: whoever asks is in the middle of something, such as a frame that it will not send now.
    if (before !== this.#blocked) queueMicrotask(this.#options.onChange);
    return this.#blocked;
  }

  /** Whether the curtain that the page before left behind was for its address alone. */
  get lowered(): boolean {
    try {
      return sessionStorage.getItem(STORAGE_KEY) !== null;
    } catch {
      return false;
    }
  }

  set lowered(lowered: boolean) {
    try {
      if (lowered) sessionStorage.setItem(STORAGE_KEY, '');
      else sessionStorage.removeItem(STORAGE_KEY);
    } catch {
      // Then the customer goes on by themselves.
    }
  }

  watch(signal: AbortSignal): void {
    const { window } = this.#options;
    const look = (): unknown => this.blocked;
    for (const name of ['popstate', 'hashchange', 'pageshow']) window.addEventListener(name, look, { signal });
    if (window.navigation) return window.navigation.addEventListener('currententrychange', look, { signal });
    const timer = setInterval(look, LOOK_INTERVAL_MS);
    signal.addEventListener('abort', () => clearInterval(timer), { once: true });
  }

  #look(): void {
    const { href } = this.#options.window.location;
    if (href === this.#href) return;
    this.#href = href;
    const address = new URL(href);
    this.#blocked = this.#rules.some((matches) => matches(address));
  }
}

/** Patterns with white space or commas between, or a list of them. What cannot be read was meant to block something, so it blocks all. */
function readPatterns(given: unknown): readonly ((address: URL) => boolean)[] {
  if (given === undefined || given === null || given === '') return [];
  if (Array.isArray(given)) return given.flatMap(readPatterns);
  if (typeof given !== 'string') return [() => true];
  return given
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(readPattern);
}

/** `/path/*` on every host, or a whole address; `*` stands for any characters. Query and fragment are not looked at. */
function readPattern(pattern: string): (address: URL) => boolean {
  const isPath = /^[/*]/.test(pattern);
  const isAddress = /^https?:\/\//i.test(pattern);
  if (!isPath && !isAddress) return () => true;
  const source = pattern.split('*').map(escaped).join('.*');
  const expression = new RegExp(`^${source}$`, 'is');
  return ({ origin, pathname }) => {
    const path = decoded(pathname);
    return [pathname, path].some((each) => expression.test(isPath ? each : origin + each));
  };
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

/** `/%61ccount` is `/account` to most servers. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
