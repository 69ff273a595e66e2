/** Whether a page belongs to the site whose tabs share a session. Pure. */

/** Whether an origin's host is the domain or below it. Ports count no more than they do for cookies. */
export function isWithin(origin: string, domain: string): boolean {
  let url: URL;
  try {
    url = new URL(origin);
  } catch {
    return false;
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
  const host = url.hostname;
  // A single label or an address has nothing below it that would be the same site.
  return host === domain || (domain.includes('.') && !/^[\d.]+$|:/.test(host) && host.endsWith(`.${domain}`));
}
