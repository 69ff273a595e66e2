import { env } from 'cloudflare:test';
import { decodeJwt } from 'jose';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Env } from '../../../worker/env.js';
import { fetchWith } from '../support/http.js';
import { WORKER } from '../support/minting.js';
import { agentsFrom, DEPLOYED, makeKey, TestProvider } from '../support/provider.js';

/** FUZZ_SEED=… repeats a run. */
const seed = Number(env.FUZZ_SEED);
const RUNS = { seed, numRuns: 400 };
const AGENT_SECRET = 'a-server-s-own-secret-0123456789-abcdef';
const MARK = '<script>alert(1)</script>';

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(MARK, '', '2abc', '\ud800', 'x'.repeat(200)));
const value = fc.oneof(fc.jsonValue(), text, fc.constantFrom(1, 2, '1', '2', true, 7200, null, MARK));
const request = fc
  .record(
    {
      role: value,
      userId: value,
      userName: value,
      expirationSeconds: value,
      byop: fc.oneof(value, fc.constantFrom(MARK, true, false)),
      __proto__x: value,
    },
    { requiredKeys: [] },
  )
  .map((body) => JSON.stringify(body).replaceAll('__proto__x', '__proto__'));
const body = fc.oneof(request, request, fc.json(), fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 300 }));

/** What a header may hold at all; the platform refuses others before the Worker sees them. */
const headerText = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });
const base64url = headerText.map((raw) => btoa(raw).replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'));
const jsonPart = fc
  .oneof(
    fc.json(),
    fc
      .record({ alg: fc.constantFrom('none', 'HS256', 'ES256', 'EdDSA', ''), kid: headerText, crit: fc.jsonValue() })
      .map((header) => JSON.stringify(header)),
  )
  .map((raw) =>
    btoa(unescape(encodeURIComponent(raw)))
      .replace(/=+$/, '')
      .replaceAll('+', '-')
      .replaceAll('/', '_'),
  );
const forged = fc.oneof(
  headerText,
  fc.tuple(base64url, base64url, base64url).map((parts) => parts.join('.')),
  fc.tuple(jsonPart, jsonPart, base64url).map((parts) => parts.join('.')),
);
const origin = fc.oneof(
  // Most often one that gets past the first check, so that the later ones are reached.
  { weight: 4, arbitrary: fc.constantFrom('https://shop.example', WORKER) },
  fc.constantFrom('null', 'https://evil.example', MARK),
  headerText,
  fc.webUrl(),
);
const headers = fc.record(
  {
    authorization: fc.oneof(
      forged.map((token) => `Bearer ${token}`),
      headerText,
    ),
    origin,
    'cf-access-jwt-assertion': forged,
    'content-type': fc.constantFrom('application/json', 'application/json', 'text/plain', 'multipart/form-data', '/'),
    'cf-connecting-ip': fc.oneof(fc.ipV4(), fc.ipV6(), headerText),
    'cf-ray': headerText,
    'sec-fetch-site': fc.oneof(fc.constantFrom('same-origin', 'cross-site'), headerText),
    'content-length': fc.constantFrom('0', '-1', '99999999', 'NaN'),
    cookie: headerText,
    upgrade: headerText,
    host: headerText,
    'x-forwarded-host': headerText,
  },
  { requiredKeys: [] },
);
const path = fc.constantFrom('/', '/token', '/agent/token');

async function deployments(): Promise<readonly Partial<Env>[]> {
  const provider = new TestProvider();
  await provider.publish(await makeKey('k1'));
  const { AGENT_JWT_ISSUER = '', AGENT_JWT_AUDIENCE = '', AGENT_JWKS_URL = '' } = agentsFrom(provider);
  const silent = { ALLOWED_ORIGINS: 'https://shop.example' };
  return [
    { ...DEPLOYED, ...silent },
    agentsFrom(provider),
    { ...DEPLOYED, AGENT_AUTH: 'secret', AGENT_SECRET },
    { ...DEPLOYED, AGENT_AUTH: 'access', ACCESS_TEAM_DOMAIN: 'fuzz.cloudflareaccess.com', ACCESS_AUD: 'aud' },
    {
      ...DEPLOYED,
      CUSTOMER_AUTH: 'jwt',
      CUSTOMER_JWT_ISSUER: AGENT_JWT_ISSUER,
      CUSTOMER_JWT_AUDIENCE: AGENT_JWT_AUDIENCE,
      CUSTOMER_JWKS_URL: AGENT_JWKS_URL,
    },
  ];
}

describe(`with seed ${seed}`, () => {
  it(
    'whatever is sent is answered in JSON, never with a 500, and mints nothing that it should not',
    { timeout: 120_000 },
    async () => {
      const logged = vi.spyOn(console, 'log').mockImplementation(() => undefined);
      const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      const everyone = await deployments();
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...everyone), path, headers, body, async (variables, where, sent, payload) => {
          logged.mockClear();
          const response = await fetchWith(variables, WORKER + where, {
            method: 'POST',
            headers: { 'content-type': 'application/json', ...sent },
            body: typeof payload === 'string' ? payload : payload.slice(),
          });
          const answer = await response.text();
          // 503 is the provider that does not answer; here Access has no keys.
          expect(response.status < 500 || (response.status === 503 && response.headers.has('retry-after'))).toBe(true);
          expect(response.headers.get('content-type')).toMatch(/^application\/json/);
          expect(response.headers.get('x-content-type-options')).toBe('nosniff');
          expect(response.headers.get('cache-control')).toBe('no-store');
          expect(answer).not.toMatch(/\bat .+:\d+:\d+|Error:|node_modules/);
          expect(answer).not.toContain('<');
          const grant = response.headers.get('access-control-allow-origin');
          expect([null, 'https://shop.example', WORKER]).toContain(grant);
          const parsed: unknown = JSON.parse(answer);
          expect(logged.mock.calls).toHaveLength(1);
          expect(() => JSON.parse(String(logged.mock.calls[0]?.[0]))).not.toThrow();
          if (response.status !== 200) return;
          // Nobody here has a credential, so it is a customer's, and not a verified one's.
          const claims = decodeJwt(String(Reflect.get(Object(parsed), 'token')));
          expect(claims['role_type']).toBe(1);
          expect(String(claims['user_id'])).not.toMatch(/^verified:/);
          expect(claims).not.toHaveProperty('enable_byop');
          expect(Object.keys(claims).sort()).toEqual(['app_key', 'exp', 'iat', 'role_type', 'user_id', 'user_name']);
        }),
        RUNS,
      );
      expect(errors).not.toHaveBeenCalled();
      vi.restoreAllMocks();
    },
  );

  it('whoever has the secret mints what the contract allows and nothing else', { timeout: 120_000 }, async () => {
    vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const variables = { ...DEPLOYED, AGENT_AUTH: 'secret', AGENT_SECRET };
    let run = 0;
    await fc.assert(
      fc.asyncProperty(request, async (payload) => {
        const response = await fetchWith(variables, `${WORKER}/token`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${AGENT_SECRET}`,
            'cf-connecting-ip': `10.0.${++run >> 8}.${run & 255}`,
          },
          body: payload,
        });
        expect([200, 400, 403, 413, 429]).toContain(response.status);
        if (response.status !== 200) return;
        const claims = decodeJwt((await response.json<{ token: string }>()).token);
        const life = Number(claims.exp) - Number(claims.iat);
        expect(life >= 1800 && life <= 172_800).toBe(true);
        expect(String(claims['user_id']).length).toBeLessThanOrEqual(35);
        expect(String(claims['user_name']).length).toBeLessThanOrEqual(80);
        expect([1, 2]).toContain(claims['role_type']);
      }),
      RUNS,
    );
    vi.restoreAllMocks();
  });
});

it('the answers that repeat a value do so as JSON that no browser shows as a page', async () => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const response = await fetchWith(DEPLOYED, `${WORKER}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ role: 1, userId: 5, byop: MARK }),
  });
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  const answer = await response.text();
  expect(answer).not.toContain('<');
  expect(JSON.parse(answer)).toMatchObject({
    errors: [{ property: 'userId' }, { property: 'byop', reason: expect.stringContaining(MARK) }],
  });
  vi.restoreAllMocks();
});
