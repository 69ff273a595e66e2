/**
 * Reads the body of a token request. Reasons are those of Zoom's sample endpoint, word for word (contract, section 5),
 * since pages may show or match them; the ones for empty texts and for `byop` are ours.
 */
import {
  TOKEN_LIFE_DEFAULT_S,
  TOKEN_LIFE_MAX_S,
  TOKEN_LIFE_MIN_S,
  USER_ID_MAX_LENGTH,
  USER_NAME_MAX_LENGTH,
} from '../../widget/engine/protocol/limits.js';
import { RoleType } from '../auth/tokens.js';
import type { Failure } from '../problem.js';
import type { JsonObject } from './body.js';

/** A request that is in order; what it left out is `undefined`. */
export interface TokenRequest {
  readonly role: RoleType;
  readonly userId: string | undefined;
  readonly userName: string | undefined;
  readonly lifeSeconds: number;
  /** Whether the session is to have a PIN of the customer's own. */
  readonly byop: boolean;
}

/** An answer repeats no more than this of what it refuses. */
const DESCRIBED_MAX_LENGTH = 40;

export type TokenRequestResult =
  { readonly ok: true; readonly request: TokenRequest } | { readonly ok: false; readonly failures: readonly Failure[] };

const ROLES: readonly number[] = Object.values(RoleType);

/** Numbers and texts as well, since the claim is a number and forms send texts. */
const FLAGS: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [true, true],
  [1, true],
  ['1', true],
  ['true', true],
  [false, false],
  [0, false],
  ['0', false],
  ['false', false],
]);

/** Checks every property and reports all that is wrong at once. */
export function readTokenRequest(body: JsonObject): TokenRequestResult {
  const failures: Failure[] = [];
  const fail = (property: string, reason: string): undefined => {
    failures.push({ property, reason });
    return undefined;
  };
  const property = (name: string): unknown => (Object.hasOwn(body, name) ? (body[name] ?? undefined) : undefined);

  const readRole = (): RoleType | undefined => {
    const value = property('role');
    if (value === undefined) return fail('role', 'Property required, but not present in request body');
    const number = toNumber(value);
    if (Number.isNaN(number)) return fail('role', 'Value NaN not allowed, must be of type number');
    return isRole(number) ? number : fail('role', `Value is not valid. Got ${number}, expected ${ROLES.join(',')}`);
  };

  const readText = (name: string, maxLength: number): string | undefined => {
    const value = property(name);
    if (value === undefined) return undefined;
    if (typeof value !== 'string') return fail(name, `Value ${describe(value)} not allowed, must be of type string`);
    if (value.trim() === '') return fail(name, 'Value must not be empty');
    if (value.length <= maxLength) return value;
    return fail(name, `Value exceed max length. Got ${value.length}, expected less than or equal to ${maxLength}`);
  };

  const readLife = (): number | undefined => {
    const value = property('expirationSeconds');
    if (value === undefined) return TOKEN_LIFE_DEFAULT_S;
    const number = toNumber(value);
    if (Number.isNaN(number)) return fail('expirationSeconds', 'Value NaN not allowed, must be of type number');
    if (number >= TOKEN_LIFE_MIN_S && number <= TOKEN_LIFE_MAX_S) return Math.floor(number);
    return fail('expirationSeconds', `Value must in between ${TOKEN_LIFE_MIN_S} and ${TOKEN_LIFE_MAX_S}`);
  };

  const readByop = (): boolean | undefined => {
    const value = property('byop');
    const flag = value === undefined ? false : FLAGS.get(value);
    return flag ?? fail('byop', `Value ${describe(value)} not allowed, must be of type boolean`);
  };

  const role = readRole();
  const lifeSeconds = readLife();
  const userId = readText('userId', USER_ID_MAX_LENGTH);
  const userName = readText('userName', USER_NAME_MAX_LENGTH);
  const byop = readByop();
  if (role === undefined || lifeSeconds === undefined || byop === undefined || failures.length > 0) {
    return { ok: false, failures };
  }
  return { ok: true, request: { role, userId, userName, lifeSeconds, byop } };
}

function isRole(number: number): number is RoleType {
  return ROLES.includes(number);
}

/** A number, or the whole of a text that is one: "2" is 2, "2abc" and "" are NaN. */
function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^[+-]?\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : NaN;
}

/** An object may carry a `toString` that is no function, and an array may be nested deeply: neither is asked. */
function describe(value: unknown): string {
  if (typeof value === 'object') return '[object Object]';
  const text = String(value);
  return text.length <= DESCRIBED_MAX_LENGTH ? text : `${text.slice(0, DESCRIBED_MAX_LENGTH)}…`;
}
