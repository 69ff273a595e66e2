/** Whether a request can only come from this machine. */
import type { Configuration } from '../configuration.js';

/** What a proxy or a tunnel adds of the machine that it speaks for. */
const PROXY_HEADERS = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/** The peer's address. The local server writes it, unless a tunnel has already; tests without a network have none. */
const PEER_HEADER = 'cf-connecting-ip';

const LOOPBACK_PEER = /^(?:(?:::ffff:)?127(?:\.\d{1,3}){3}|::1)$/i;

/** All three: a deployment must not depend on one variable, a tunnel may rewrite the host, and it may not name itself. */
export function isThisMachine({ headers }: Request, { development }: Configuration): boolean {
  if (!development || PROXY_HEADERS.some((name) => headers.has(name))) return false;
  const peer = headers.get(PEER_HEADER);
  return peer === null || LOOPBACK_PEER.test(peer);
}
