/**
 * Who may have a token of which role. A role-2 token opens any PIN of its key, so an endpoint that does not know who is
 * asking must not mint one.
 */
import type { Configuration } from '../configuration.js';
import { failures } from '../problem.js';
import { isLoopbackHost } from './origins.js';
import { RoleType } from './tokens.js';

/** Throws a 403 problem unless the asker may have a token of this role. */
export function authorizeRole(role: RoleType, request: Request, configuration: Configuration): void {
  if (role === RoleType.CUSTOMER) return;
  // All three: a deployment must not depend on one variable, a tunnel may rewrite the host, and it may not name itself.
  if (configuration.development && isLoopbackHost(new URL(request.url).hostname) && cameDirectly(request)) return;
  throw failures(403, [
    {
      property: 'role',
      reason:
        'Tokens for agents (role 2) are minted here only in development, by `npm start` on a loopback address: one opens every session of this key, and this endpoint cannot tell who is asking',
    },
  ]);
}

/** What a proxy or a tunnel adds of the machine that it speaks for. */
const PROXY_HEADERS = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/** The peer's address. The local server writes it, unless a tunnel has already; tests without a network have none. */
const PEER_HEADER = 'cf-connecting-ip';

const LOOPBACK_PEER = /^(?:(?:::ffff:)?127(?:\.\d{1,3}){3}|::1)$/i;

function cameDirectly({ headers }: Request): boolean {
  if (PROXY_HEADERS.some((name) => headers.has(name))) return false;
  const peer = headers.get(PEER_HEADER);
  return peer === null || LOOPBACK_PEER.test(peer);
}
