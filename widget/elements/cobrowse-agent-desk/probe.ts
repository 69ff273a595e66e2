/**
 * Whether a service is there whose desk said nothing. A frame tells nobody that it shows the browser's error page, so this
 * asks beside it, and admits what it cannot know.
 */
import { readObject, request, textOf } from '../../service/http.js';

/** `unknown`: the page's own policy forbids to ask. */
export type Reach = 'engine' | 'reachable' | 'unreachable' | 'unknown';

/** @param expectsEngine asks for `/config` first, which a service that is not ours does not have. */
export async function probe(origin: string, expectsEngine: boolean, signal: AbortSignal): Promise<Reach> {
  let forbidden = false;
  const watch = ({ effectiveDirective }: SecurityPolicyViolationEvent) => {
    forbidden ||= effectiveDirective === 'connect-src';
  };
  document.addEventListener('securitypolicyviolation', watch, { signal });
  try {
    const config = expectsEngine ? await request(`${origin}/config`, { credentials: 'omit' }, signal) : undefined;
    if (config?.ok && textOf(await readObject(config), 'serviceUrl') !== undefined) return 'engine';
    if (config) return 'reachable';
    // Its answer cannot be read, but that there is one can be told.
    const init: RequestInit = { method: 'HEAD', mode: 'no-cors', credentials: 'omit', cache: 'no-store' };
    if (await request(`${origin}/`, init, signal)) return 'reachable';
    return forbidden ? 'unknown' : 'unreachable';
  } finally {
    document.removeEventListener('securitypolicyviolation', watch);
  }
}
