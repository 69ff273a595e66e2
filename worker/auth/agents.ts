/**
 * Who an agent is, by AGENT_AUTH. A token for role 2 opens any PIN of its key, so nobody gets one by saying who they are:
 * the exceptions are this machine in development, and a server that has our secret and vouches.
 */
import type { AgentAuth, Configuration } from '../configuration.js';
import { failures, RefusalReason } from '../problem.js';
import type { TokenRequest } from '../routes/token-request.js';
import { readBearer } from './bearer.js';
import { claimedBy, missingCredential, wrongCredential, type Asker } from './asker.js';
import { nameOr } from './names.js';
import { isThisMachine } from './development.js';
import { personOf } from './person.js';
import { verifyProviderToken } from './provider.js';
import { hasClaim } from './required-claim.js';
import { isSameSecret } from './secret.js';

type ProviderAuth = Extract<AgentAuth, { readonly mode: 'jwt' | 'access' }>;

const ASSERTION_HEADER = 'cf-access-jwt-assertion';

/**
 * @param guarded whether it was asked for at the address that Cloudflare Access guards.
 * Throws a 401, 403 or 503 problem unless the asker is an agent.
 */
export async function identifyAgent(
  wanted: TokenRequest,
  request: Request,
  configuration: Configuration,
  guarded: boolean,
): Promise<Asker> {
  const { agentAuth } = configuration;
  switch (agentAuth.mode) {
    case 'none':
      if (isThisMachine(request, configuration)) return developer(wanted);
      throw refusedRole(
        'Tokens for agents (role 2) are minted without a credential only in development, by `npm start` on a loopback address: one opens every session of this key, and this endpoint cannot tell who is asking. Set AGENT_AUTH',
        RefusalReason.DEVELOPMENT_ONLY,
      );
    case 'secret':
      return vouchedFor(wanted, request, agentAuth.secret);
    case 'jwt':
      return verified(readBearer(request), 'authorization', agentAuth);
    case 'access':
      // Access guards paths, so at any other anybody could be asking.
      if (guarded) return verified(request.headers.get(ASSERTION_HEADER) ?? undefined, ASSERTION_HEADER, agentAuth);
      throw refusedRole('Tokens for agents (role 2) are minted at /agent/token only', RefusalReason.NOT_HERE);
  }
}

/** Nobody signs in, and yet customers read who watches: better a name than a random id. */
function developer(wanted: TokenRequest): Asker {
  const asker = claimedBy(wanted);
  const isNameless = wanted.userId === undefined && asker.userName === asker.userId;
  return isNameless ? { ...asker, userName: `Agent ${asker.userId.slice(0, 4).toUpperCase()}` } : asker;
}

async function vouchedFor(wanted: TokenRequest, request: Request, secret: string): Promise<Asker> {
  const bearer = readBearer(request);
  if (bearer === undefined) throw missingCredential('authorization');
  if (!(await isSameSecret(bearer, secret))) throw wrongCredential('authorization');
  if (request.headers.has('origin')) {
    // A page that could send it would show it to everybody.
    throw refusedRole('AGENT_SECRET is for servers; a page must not have it', RefusalReason.NOT_HERE);
  }
  const { userId } = wanted;
  if (userId === undefined) {
    // Wrong PINs are counted by it, so one drawn for each token would not do.
    throw failures(400, [{ property: 'userId', reason: 'Property required, but not present in request body' }]);
  }
  return { verified: true, userId, userName: nameOr(userId, wanted.userName ?? '') };
}

async function verified(
  token: string | undefined,
  property: string,
  { provider, claim }: ProviderAuth,
): Promise<Asker> {
  if (token === undefined || token === '') throw missingCredential(property);
  const claims = await verifyProviderToken(token, provider);
  const person = claims && (await personOf(claims));
  if (!claims || !person) throw wrongCredential(property);
  if (claim && !hasClaim(claims, claim)) {
    throw refusedRole('This identity is not an agent’s', RefusalReason.CLAIM_MISSING, person.userId);
  }
  return { verified: true, ...person, ...(claims.exp !== undefined && { until: claims.exp }) };
}

function refusedRole(reason: string, refusal: RefusalReason, subject?: string) {
  return failures(403, [{ property: 'role', reason }], { refusal, ...(subject !== undefined && { subject }) });
}
