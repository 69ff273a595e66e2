/** The public keys of identity providers, fetched when needed and kept for as long as the isolate lives. */
import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

/** A key that was withdrawn is believed for this long at most. */
const KEPT_FOR_MS = 10 * 60_000;

/** A token with a key id that is not known makes us look again, this often at most: such ids are easy to make up. */
const COOLDOWN_MS = 30_000;

const FETCH_TIMEOUT_MS = 5000;

/**
 * The one state here that outlives a request: without it each would wait for the provider. Its keys come from the
 * configuration alone, so it cannot grow.
 */
const keySets = new Map<string, JWTVerifyGetKey>();

/** The provider did not answer, or with something that is not a key set. */
export class KeysUnreachable extends Error {}

/** Finds the key that a token says it was signed with. Throws `KeysUnreachable`, or one of jose's errors without such a key. */
export function keySetAt(url: string): JWTVerifyGetKey {
  const existing = keySets.get(url);
  if (existing) return existing;
  const remote = createRemoteJWKSet(new URL(url), {
    cacheMaxAge: KEPT_FOR_MS,
    cooldownDuration: COOLDOWN_MS,
    timeoutDuration: FETCH_TIMEOUT_MS,
  });
  const keySet: JWTVerifyGetKey = async (header, token) => {
    try {
      return await remote(header, token);
    } catch (error) {
      if (isAboutTheToken(error)) throw error;
      throw new KeysUnreachable('The keys could not be read', { cause: error });
    }
  };
  keySets.set(url, keySet);
  return keySet;
}

function isAboutTheToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}
