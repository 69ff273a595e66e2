/** Checks a token as the contract has it (section 5): claims by exact name and no others, HS256, its window of life. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export interface Claims {
  readonly app_key: string;
  readonly role_type: 1 | 2;
  readonly user_id: string;
  readonly user_name: string;
  readonly enable_byop: boolean;
}

const SHORTEST_LIFE_S = 1800;
const LONGEST_LIFE_S = 172_800;
const NAME_MAX_LENGTH = 80;
const REQUIRED: readonly string[] = ['app_key', 'role_type', 'user_id', 'user_name', 'iat', 'exp'];

function parse(part: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString());
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** A token as a back end of the test's own would mint it; `claims` replace or add some, `undefined` leaves one out. */
export function mintToken(sdkKey: string, sdkSecret: string, role: number, claims: object = {}): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const iat = Math.floor(Date.now() / 1000);
  const named = { user_id: `user-${role}`, user_name: 'Ann', iat, exp: iat + SHORTEST_LIFE_S };
  const body = { app_key: sdkKey, role_type: role, ...named, ...claims };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(body)}`;
  return `${signed}.${createHmac('sha256', sdkSecret).update(signed).digest('base64url')}`;
}

/** The claims of a token that the cloud would take, or why it would not: for a failing test's message. */
export function checkToken(token: unknown, sdkKey: string, sdkSecret: string): Claims | string {
  if (typeof token !== 'string') return 'no token';
  const [head, body, signature, ...rest] = token.split('.');
  if (!head || !body || !signature || rest.length > 0) return 'not a JWT';
  const header = parse(head);
  if (header?.['alg'] !== 'HS256' || header['typ'] !== 'JWT') return 'header';
  const expected = createHmac('sha256', sdkSecret).update(`${head}.${body}`).digest();
  const given = Buffer.from(signature, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'signature';

  const claims = parse(body) ?? {};
  const names = Object.keys(claims).filter((name) => name !== 'enable_byop');
  if (names.length !== REQUIRED.length || !REQUIRED.every((name) => names.includes(name))) {
    return `claims: ${names.join()}`;
  }
  const { app_key: key, role_type: role, user_id: userId, user_name: userName, iat, exp, enable_byop: byop } = claims;
  if (key !== sdkKey) return 'app_key';
  if (role !== 1 && role !== 2) return 'role_type';
  if (typeof userId !== 'string' || userId === '') return 'user_id';
  if (typeof userName !== 'string' || userName === '' || userName.length > NAME_MAX_LENGTH) return 'user_name';
  if (typeof iat !== 'number' || typeof exp !== 'number') return 'iat, exp';
  if (exp - iat < SHORTEST_LIFE_S || exp - iat > LONGEST_LIFE_S) return 'life';
  if (exp <= Date.now() / 1000) return 'expired';
  if (byop !== undefined && byop !== 1) return 'enable_byop';
  return { app_key: key, role_type: role, user_id: userId, user_name: userName, enable_byop: byop === 1 };
}
