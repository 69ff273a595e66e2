/** Makes the contract's `user_id` and `user_name` of a provider's claims. */
import { base64url, type JWTPayload } from 'jose';
import { USER_ID_MAX_LENGTH, USER_NAME_MAX_LENGTH } from '../../widget/engine/protocol/limits.js';
import { printable } from './names.js';

export interface Person {
  readonly userId: string;
  readonly userName: string;
}

/** What may stand in an id as it is: providers write `auth0|5f7c`, e-mail addresses and UUIDs. */
const PLAIN_ID = /^[\w.@|+:=/-]+$/;

/** Marks a hash. It is not among the plain characters, so that no provider's own id can look like somebody's hash. */
const HASH_MARK = '~';

/**
 * The same `sub` always gets the same id, and no two get one: an id that is too long or has odd characters is hashed.
 * Answers `undefined` without a `sub`, as of a machine that signed in.
 *
 * @param prefix what the id begins with.
 */
export async function personOf(claims: JWTPayload, prefix = ''): Promise<Person | undefined> {
  const { sub } = claims;
  if (typeof sub !== 'string' || sub === '') return undefined;
  const room = USER_ID_MAX_LENGTH - prefix.length;
  const userId = prefix + (sub.length <= room && PLAIN_ID.test(sub) ? sub : await hashed(sub, room));
  return { userId, userName: nameOf(claims) ?? userId };
}

async function hashed(text: string, room: number): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return HASH_MARK + base64url.encode(new Uint8Array(hash)).slice(0, room - HASH_MARK.length);
}

function nameOf(claims: JWTPayload): string | undefined {
  // An address that the provider did not check is whatever somebody typed.
  const email = claims['email_verified'] === false ? undefined : claims['email'];
  for (const claim of [claims['name'], email]) {
    const name = typeof claim === 'string' ? shortened(printable(claim)) : '';
    if (name !== '') return name;
  }
  return undefined;
}

/** Cuts between characters, never within one. */
function shortened(text: string): string {
  let result = '';
  for (const character of text) {
    if (result.length + character.length > USER_NAME_MAX_LENGTH) break;
    result += character;
  }
  return result;
}
