/** Requests of tests to the Worker, as a page would send them. */
import { SELF, env } from 'cloudflare:test';
import { SignJWT } from 'jose';
import type { Env } from '../../../worker/env.js';
import { app } from '../../../worker/app.js';
import { signToken, type Identity, RoleType } from '../../../worker/auth/tokens.js';
import { decodeAdmission, type Admission } from '../../../widget/engine/protocol/control.js';

export const ORIGIN = 'http://localhost:8787';
export const PAGE_ORIGIN = 'http://bank.localhost:3000';
export const SDK_KEY = 'test-key';
export const SDK_SECRET = new TextEncoder().encode('test-secret-of-the-worker-tests-0123456789');

type Json = Record<string, unknown>;

export function post(path: string, body: unknown, headers: HeadersInit = {}): Promise<Response> {
  return SELF.fetch(ORIGIN + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: PAGE_ORIGIN, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

export function get(path: string, headers: HeadersInit = {}): Promise<Response> {
  return SELF.fetch(ORIGIN + path, { headers, redirect: 'manual' });
}

/** The same application with other variables, and with limits as outside the tests. */
export async function fetchWith(variables: Partial<Env>, url: string, init: RequestInit = {}): Promise<Response> {
  return app.request(url, init, { ...env, RATE_LIMITS: '', ...variables });
}

export async function json(response: Response): Promise<Json> {
  return response.json<Json>();
}

export function customerToken(userId = 'c-1', userName = 'Carla Customer'): Promise<string> {
  return signToken({ role: RoleType.CUSTOMER, userId, userName }, 7200, SDK_KEY, SDK_SECRET);
}

/** A customer's token for a PIN of their own. */
export function byopToken(userId = 'c-1', userName = 'Carla Customer'): Promise<string> {
  return signToken({ role: RoleType.CUSTOMER, userId, userName, byop: true }, 7200, SDK_KEY, SDK_SECRET);
}

export function agentToken(userId = 'a-1', userName = 'Alex Agent'): Promise<string> {
  return signToken({ role: RoleType.AGENT, userId, userName }, 7200, SDK_KEY, SDK_SECRET);
}

/** An agent's token for agreed PINs. */
export function byopAgentToken(userId = 'a-1', userName = 'Alex Agent'): Promise<string> {
  return signToken({ role: RoleType.AGENT, userId, userName, byop: true }, 7200, SDK_KEY, SDK_SECRET);
}

/** A token with claims that our endpoint would never sign together. */
export function oddToken(claims: Json, secret = SDK_SECRET): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const usual: Json = { app_key: SDK_KEY, role_type: 1, user_id: 'c-1', user_name: 'C', iat: now, exp: now + 7200 };
  return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(secret);
}

export type { Identity };

export async function admission(response: Response): Promise<Admission> {
  const admitted = decodeAdmission(await response.json());
  if (!admitted) throw new Error(`No admission, status ${response.status}`);
  return admitted;
}

export async function requestStart(token: string, headers: HeadersInit = {}, body: Json = {}): Promise<Response> {
  return post('/sdkapi/zcb/sessions', body, { authorization: `Bearer ${token}`, ...headers });
}

export async function requestJoin(
  token: string,
  pinCode: unknown,
  headers: HeadersInit = {},
  more: Json = {},
): Promise<Response> {
  return post('/sdkapi/zcb/sessions/join', { pinCode, ...more }, { authorization: `Bearer ${token}`, ...headers });
}
