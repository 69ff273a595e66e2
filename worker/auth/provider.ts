/** Verifies what an identity provider signed. Knows nothing of roles. */
import { jwtVerify, type JWTPayload } from 'jose';
import type { Provider } from '../configuration.js';
import { failures, RefusalReason } from '../problem.js';
import { KeysUnreachable, keySetAt } from './key-sets.js';

/**
 * Asymmetric ones alone. With HS256 among them, the public key would do as a secret: anybody could sign (algorithm
 * confusion). Providers sign with one of these.
 */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];

/** A provider's clock may differ from ours by this much. */
const CLOCK_TOLERANCE_S = 30;

/** Access tokens with many groups are a few kilobytes. */
const TOKEN_MAX_LENGTH = 16_384;

const RETRY_AFTER_S = 10;

/** The claims of a good token; `undefined` for any other. Throws a 503 problem while the provider's keys cannot be read. */
export async function verifyProviderToken(
  token: string,
  { issuer, audience, keysUrl }: Provider,
): Promise<JWTPayload | undefined> {
  if (token.length > TOKEN_MAX_LENGTH) return undefined;
  try {
    const { payload } = await jwtVerify(token, keySetAt(keysUrl), {
      issuer,
      audience,
      algorithms: ALGORITHMS,
      clockTolerance: CLOCK_TOLERANCE_S,
      requiredClaims: ['sub', 'exp'],
    });
    return payload;
  } catch (error) {
    if (!(error instanceof KeysUnreachable)) return undefined;
    throw failures(
      503,
      [{ property: 'authorization', reason: 'The keys of the identity provider cannot be read now' }],
      {
        headers: { 'retry-after': String(RETRY_AFTER_S) },
        refusal: RefusalReason.KEYS_UNREACHABLE,
      },
    );
  }
}
