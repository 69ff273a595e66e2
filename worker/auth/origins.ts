/**
 * Which pages may read the Worker's answers and frame its desk. `null` is never among them: every sandboxed frame and
 * every local file has that origin.
 */

/** What ALLOWED_ORIGINS lists: exact origins, and the suffixes of https wildcards. */
export interface OriginRules {
  readonly exact: ReadonlySet<string>;
  /** `.example.com` or `.example.com:8443`: with its dot, so that evil-example.com does not match. */
  readonly httpsSuffixes: readonly string[];
}

/** What may stand in one. `URL` alone would take `https://*`, which a CSP reads as everybody. */
const HTTP_ORIGIN = /^https?:\/\/[a-z0-9.:[\]-]+$/;
const HTTPS_WILDCARD = /^https:\/\/\*(\.[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?)$/;
const SUBDOMAINS_AND_PORT = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;
const LOOPBACK_NAME = /^(?:.+\.)?localhost$/;
const LOOPBACK_ADDRESSES: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]']);

/** Reads ALLOWED_ORIGINS, or answers `undefined` if any entry of it is not an origin. */
export function parseOriginRules(list: string): OriginRules | undefined {
  const exact = new Set<string>();
  const httpsSuffixes: string[] = [];
  for (const entry of list.split(',').map((part) => part.trim().toLowerCase())) {
    if (entry === '') continue;
    const suffix = HTTPS_WILDCARD.exec(entry)?.[1];
    if (suffix !== undefined) httpsSuffixes.push(suffix);
    else if (isOrigin(entry)) exact.add(entry);
    else return undefined;
  }
  return { exact, httpsSuffixes };
}

/** Whether a host name, as `URL.hostname` gives it, can only be this machine. */
export function isLoopbackHost(hostname: string): boolean {
  return LOOPBACK_NAME.test(hostname) || LOOPBACK_ADDRESSES.has(hostname);
}

/** Whether a page of this origin may read answers of a Worker at `own`. */
export function isAllowedOrigin(origin: string, own: URL, rules: OriginRules, development: boolean): boolean {
  if (!isOrigin(origin)) return false;
  if (origin === own.origin || rules.exact.has(origin)) return true;
  if (development && isLoopbackHost(own.hostname) && isLoopbackHost(new URL(origin).hostname)) return true;
  return rules.httpsSuffixes.some((suffix) => {
    if (!origin.startsWith('https://') || !origin.endsWith(suffix)) return false;
    return SUBDOMAINS_AND_PORT.test(origin.slice('https://'.length, -suffix.length));
  });
}

/** The same rule as sources of a CSP directive such as `frame-ancestors`. */
export function originSources(own: URL, rules: OriginRules, development: boolean): string {
  const sources = [own.origin, ...rules.exact, ...rules.httpsSuffixes.map((suffix) => `https://*${suffix}`)];
  if (development && isLoopbackHost(own.hostname)) {
    // CSP has no syntax for IPv6 addresses, so a page at [::1] cannot be named.
    for (const host of ['localhost', '*.localhost', '127.0.0.1']) sources.push(`http://${host}:*`, `https://${host}:*`);
  }
  return sources.join(' ');
}

/** Whether a text is just an origin of http or https, as browsers write it. */
export function isOrigin(text: string): boolean {
  if (!HTTP_ORIGIN.test(text)) return false;
  try {
    return new URL(text).origin === text;
  } catch {
    return false;
  }
}
