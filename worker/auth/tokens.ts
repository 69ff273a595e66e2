/** Signs and verifies the contract's JWT (section 5). Knows nothing of who may have one. */
import { SignJWT, jwtVerify, type JWTPayload } from 'jose';
import {
  TOKEN_LIFE_MAX_S,
  TOKEN_LIFE_MIN_S,
  USER_ID_MAX_LENGTH,
  USER_NAME_MAX_LENGTH,
} from '../../widget/engine/protocol/limits.js';
import { nameOr } from './names.js';

/** `role_type` of a token: a number, as the contract has it. */
export const RoleType = { CUSTOMER: 1, AGENT: 2 } as const;
export type RoleType = (typeof RoleType)[keyof typeof RoleType];

/** Who a token speaks for. */
export interface Identity {
  readonly role: RoleType;
  readonly userId: string;
  readonly userName: string;
  /** Whether a session may be started with a PIN of the customer's own. */
  readonly byop?: boolean;
}

/** A clock elsewhere may run ahead of ours by this much; pages may mint their own tokens. */
const CLOCK_TOLERANCE_S = 60;

/** Far above any token of ours; keeps a hostile header from costing a signature check. */
const TOKEN_MAX_LENGTH = 4096;

/** Signs a token with exactly the contract's claims. `lifeSeconds` must be within the contract's window. */
export async function signToken(
  identity: Identity,
  lifeSeconds: number,
  sdkKey: string,
  sdkSecret: Uint8Array,
): Promise<string> {
  const issuedAt = Math.floor(Date.now() / 1000);
  return new SignJWT({
    app_key: sdkKey,
    role_type: identity.role,
    user_id: identity.userId,
    user_name: identity.userName,
    iat: issuedAt,
    exp: issuedAt + lifeSeconds,
    ...(identity.byop === true && { enable_byop: 1 }),
  })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .sign(await keyOf(sdkSecret));
}

/** Reads a token, or answers `undefined` for one that is forged, expired, of another key or outside the contract. */
export async function verifyToken(token: string, sdkKey: string, sdkSecret: Uint8Array): Promise<Identity | undefined> {
  if (token.length > TOKEN_MAX_LENGTH) return undefined;
  try {
    const { payload } = await jwtVerify(token, await keyOf(sdkSecret), {
      algorithms: ['HS256'],
      clockTolerance: CLOCK_TOLERANCE_S,
      requiredClaims: ['iat', 'exp'],
    });
    return payload['app_key'] === sdkKey && isWithinWindow(payload) ? readIdentity(payload) : undefined;
  } catch {
    return undefined;
  }
}

function isWithinWindow({ iat, exp }: JWTPayload): boolean {
  if (iat === undefined || exp === undefined) return false;
  const life = exp - iat;
  if (life < TOKEN_LIFE_MIN_S || life > TOKEN_LIFE_MAX_S) return false;
  return iat <= Date.now() / 1000 + CLOCK_TOLERANCE_S;
}

function readIdentity(payload: JWTPayload): Identity | undefined {
  const { role_type: role, user_id: userId, user_name: userName, enable_byop: byop } = payload;
  if (role !== RoleType.CUSTOMER && role !== RoleType.AGENT) return undefined;
  if (!isText(userId, USER_ID_MAX_LENGTH) || !isText(userName, USER_NAME_MAX_LENGTH)) return undefined;
  // Pages may mint their own tokens, so names are cleaned here as well, where they come in.
  return { role, userId, userName: nameOr(userId, userName), ...(byop === 1 && { byop: true }) };
}

function isText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= maxLength;
}

/** One key for as long as a configuration is kept: to import it takes longer than to sign. */
const keys = new WeakMap<Uint8Array, Promise<CryptoKey>>();

function keyOf(secret: Uint8Array): Promise<CryptoKey> {
  let key = keys.get(secret);
  if (!key) {
    key = crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
    keys.set(secret, key);
  }
  return key;
}
