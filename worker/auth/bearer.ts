/** Takes a token from an Authorization header: anybody's as text, the contract's as an identity. */
import { ErrorCode } from '../../widget/engine/protocol/error-codes.js';
import type { Configuration } from '../configuration.js';
import { coded } from '../problem.js';
import { verifyToken, type Identity, type RoleType } from './tokens.js';

/** The characters that RFC 6750 gives a bearer. */
const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/** The bearer of a request as it is, not verified. */
export function readBearer(request: Request): string | undefined {
  return BEARER.exec(request.headers.get('authorization') ?? '')?.[1];
}

/** Throws 401 without a valid token, 403 with one of another role; both carry the contract's code 124. */
export async function requireIdentity(
  request: Request,
  role: RoleType,
  { sdkKey, sdkSecret }: Configuration,
): Promise<Identity> {
  const token = readBearer(request);
  const identity = token === undefined ? undefined : await verifyToken(token, sdkKey, sdkSecret);
  if (!identity) throw coded(401, ErrorCode.SERVER_INVALID_TOKEN, 'Invalid token.', { 'www-authenticate': 'Bearer' });
  if (identity.role !== role) throw coded(403, ErrorCode.SERVER_INVALID_TOKEN, 'The token is for another role.');
  return identity;
}
