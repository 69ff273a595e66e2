/** A small cookie of a whole site: the one store that a site's sub-domains share. Knows nothing of what is in it. */

const PROBE = 'cobrowse.probe';

/** Reads a cookie; `undefined` also where a page may have none. */
export function readCookie(name: string): string | undefined {
  return readCookies(name)[0];
}

/** Reads all cookies of a name: one of a longer path comes before that of the whole site, and every page of the site may write one. */
export function readCookies(name: string): string[] {
  const prefix = `${name}=`;
  return cookies()
    .split('; ')
    .filter((each) => each.startsWith(prefix))
    .map((each) => each.slice(prefix.length));
}

/**
 * Writes a cookie for the whole site, as far as the browser lets a page say what that is.
 * @param lifeSeconds 0 takes it away
 */
export function writeCookie(name: string, value: string, lifeSeconds: number, domain = siteDomain()): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  // A single label or an address has no sub-domains, and browsers refuse it as a domain.
  const shared = domain.includes('.') && !/^[\d.]+$/.test(domain) ? `; Domain=${domain}` : '';
  try {
    document.cookie = `${name}=${value}; Path=/; Max-Age=${lifeSeconds}; SameSite=Lax${secure}${shared}`;
  } catch {
    // A sandboxed page has no cookies: then its site knows of none.
  }
}

/** The widest host whose pages get a cookie: browsers refuse a domain that many sites share, such as `co.uk`. */
export function siteDomain(): string {
  const { hostname } = location;
  const labels = hostname.split('.');
  if (/^[\d.]+$|:/.test(hostname)) return hostname;
  for (let count = 2; count < labels.length; count++) {
    const domain = labels.slice(-count).join('.');
    writeCookie(PROBE, '1', 10, domain);
    const taken = cookies().includes(`${PROBE}=1`);
    writeCookie(PROBE, '', 0, domain);
    if (taken) return domain;
  }
  return hostname;
}

function cookies(): string {
  try {
    return document.cookie;
  } catch {
    return '';
  }
}
