/** What a contract token says, unverified: enough to compare two tokens and to renew one in time, never to trust one. */

/** Far above any token of the contract. */
const TOKEN_MAX_LENGTH = 4096;

/** The characters of a JWT. Anything else has no place in an address, and would throw in a header, with the token in the message. */
const TOKEN_PATTERN = /^[\w.-]+$/;

/** Whether it may be a token of the contract, by its characters and length. */
export function isToken(value: unknown): value is string {
  return typeof value === 'string' && value.length <= TOKEN_MAX_LENGTH && TOKEN_PATTERN.test(value);
}

/** One claim of a token, or `undefined` for a token that cannot be read. */
export function readClaim(token: string, name: string): unknown {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const claims: unknown = JSON.parse(atob(payload));
    return typeof claims === 'object' && claims !== null ? Reflect.get(claims, name) : undefined;
  } catch {
    return undefined;
  }
}

/** When a token expires (epoch milliseconds); `undefined` if it does not say. */
export function expiresAt(token: string): number | undefined {
  const seconds = readClaim(token, 'exp');
  return typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * 1000 : undefined;
}
