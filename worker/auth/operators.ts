/**
 * Who may read about sessions: a server of the operator's, which has OPERATOR_SECRET and sees everything, or an agent with a token
 * of the contract, who sees the sessions that they are or were in. A PIN opens a session, so nobody reads another's.
 */
import { ErrorCode } from '../../widget/engine/protocol/error-codes.js';
import type { Configuration } from '../configuration.js';
import { coded } from '../problem.js';
import { readBearer, requireIdentity } from './bearer.js';
import { isSameSecret } from './secret.js';
import { RoleType } from './tokens.js';

export type Reader = { readonly kind: 'operator' } | { readonly kind: 'agent'; readonly userId: string };

/** Throws 401 without a credential, 403 with one that is a customer's. */
export async function requireReader(request: Request, configuration: Configuration): Promise<Reader> {
  if (await isOperator(request, configuration)) return { kind: 'operator' };
  const { userId } = await requireIdentity(request, RoleType.AGENT, configuration);
  return { kind: 'agent', userId };
}

/** Throws 401 unless a server of the operator's asks. */
export async function requireOperator(request: Request, configuration: Configuration): Promise<void> {
  if (await isOperator(request, configuration)) return;
  const headers = { 'www-authenticate': 'Bearer' };
  throw coded(401, ErrorCode.SERVER_INVALID_TOKEN, 'This needs the bearer OPERATOR_SECRET.', headers);
}

async function isOperator(request: Request, { operatorSecret }: Configuration): Promise<boolean> {
  const bearer = readBearer(request);
  if (bearer === undefined || operatorSecret === undefined) return false;
  // A page that could send it would show it to everybody.
  return !request.headers.has('origin') && isSameSecret(bearer, operatorSecret);
}
