/** Who a customer is, by CUSTOMER_AUTH, and who may start with a PIN of their own. */
import type { Configuration } from '../configuration.js';
import { failures, RefusalReason } from '../problem.js';
import type { TokenRequest } from '../routes/token-request.js';
import { claimedBy, missingCredential, wrongCredential, type Asker } from './asker.js';
import { readBearer } from './bearer.js';
import { personOf } from './person.js';
import { verifyProviderToken } from './provider.js';
import { looksVerified, VERIFIED_PREFIX } from './verified.js';

/** Throws a 400, 401 or 503 problem unless it is clear who is asking. */
export async function identifyCustomer(
  wanted: TokenRequest,
  request: Request,
  { customerAuth }: Configuration,
): Promise<Asker> {
  if (customerAuth.mode === 'anonymous') {
    if (!looksVerified(wanted.userId ?? '')) return claimedBy(wanted);
    throw failures(400, [{ property: 'userId', reason: 'Value is reserved for verified customers' }]);
  }
  const bearer = readBearer(request);
  if (bearer === undefined) throw missingCredential('authorization');
  const claims = await verifyProviderToken(bearer, customerAuth.provider);
  const person = claims && (await personOf(claims, VERIFIED_PREFIX));
  if (!person) throw wrongCredential('authorization');
  return { verified: true, ...person };
}

/**
 * Starting with a PIN of one's own tells whether it is taken, so strangers who may do that can search for live ones.
 * Throws a 403 problem for them.
 */
export function authorizeByop(asker: Asker, { anonymousByop }: Configuration): void {
  if (asker.verified || anonymousByop) return;
  throw failures(403, [{ property: 'byop', reason: 'A custom PIN is for verified users only' }], {
    refusal: RefusalReason.BYOP_NOT_ALLOWED,
  });
}
