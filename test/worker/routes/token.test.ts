import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { fetchWith, json, ORIGIN, post, SDK_KEY, SDK_SECRET } from '../support/http.js';

const REQUIRED = 'Property required, but not present in request body';
const NOT_A_NUMBER = 'Value NaN not allowed, must be of type number';
const OUTSIDE = 'Value must in between 1800 and 172800';
const EMPTY = 'Value must not be empty';

async function claims(body: unknown): Promise<Record<string, unknown>> {
  const { token } = await json(await post('/', body));
  return decodeJwt(String(token));
}

describe('POST /', () => {
  it.each(['/', '/token'])('signs a token with exactly the claims of the contract (%s)', async (path) => {
    const response = await post(path, { role: 1, userId: 'u-7', userName: 'Ulla' });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = await json(response);
    expect(Object.keys(body)).toEqual(['token']);
    const token = String(body['token']);
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'HS256', typ: 'JWT' });
    const { payload } = await jwtVerify(token, SDK_SECRET);
    const { iat = NaN, exp = NaN, ...others } = payload;
    expect(others).toEqual({ app_key: SDK_KEY, role_type: 1, user_id: 'u-7', user_name: 'Ulla' });
    expect(exp - iat).toBe(7200);
    expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(5);
  });

  it('gives a customer without an id a random one, which is their name as well', async () => {
    const [first, second] = [await claims({ role: 1 }), await claims({ role: 1 })];
    expect(first['user_id']).toMatch(/^[0-9a-f]{32}$/);
    expect(first['user_name']).toBe(first['user_id']);
    expect(second['user_id']).not.toBe(first['user_id']);
    expect((await claims({ role: 1, userId: 'u-7' }))['user_name']).toBe('u-7');
  });

  it.each([
    [{ role: '1', expirationSeconds: '1800' }, 1800],
    [{ role: 1, expirationSeconds: 172_800 }, 172_800],
    [{ role: 1, expirationSeconds: 2000.9 }, 2000],
    [{ role: 1, expirationSeconds: null }, 7200],
  ])('reads %j', async (body, life) => {
    const { role_type: role, iat, exp } = await claims(body);
    expect([role, Number(exp) - Number(iat)]).toEqual([1, life]);
  });

  it.each([
    [{}, [['role', REQUIRED]]],
    [{ role: null }, [['role', REQUIRED]]],
    [{ role: 3 }, [['role', 'Value is not valid. Got 3, expected 1,2']]],
    [{ role: 1.5 }, [['role', 'Value is not valid. Got 1.5, expected 1,2']]],
    [{ role: '0' }, [['role', 'Value is not valid. Got 0, expected 1,2']]],
    [{ role: '2abc' }, [['role', NOT_A_NUMBER]]],
    [{ role: '' }, [['role', NOT_A_NUMBER]]],
    [{ role: '0x1' }, [['role', NOT_A_NUMBER]]],
    [{ role: true }, [['role', NOT_A_NUMBER]]],
    [{ role: [1] }, [['role', NOT_A_NUMBER]]],
    [{ role: 1, expirationSeconds: 'soon' }, [['expirationSeconds', NOT_A_NUMBER]]],
    [{ role: 1, expirationSeconds: 1799 }, [['expirationSeconds', OUTSIDE]]],
    [{ role: 1, expirationSeconds: 172_801 }, [['expirationSeconds', OUTSIDE]]],
    [{ role: 1, expirationSeconds: 172_800.5 }, [['expirationSeconds', OUTSIDE]]],
    [{ role: 1, expirationSeconds: '-7200' }, [['expirationSeconds', OUTSIDE]]],
    [{ role: 1, userId: 5 }, [['userId', 'Value 5 not allowed, must be of type string']]],
    [{ role: 1, userId: false }, [['userId', 'Value false not allowed, must be of type string']]],
    [{ role: 1, userId: ['x'] }, [['userId', 'Value [object Object] not allowed, must be of type string']]],
    [{ role: 1, userId: { toString: 1 } }, [['userId', 'Value [object Object] not allowed, must be of type string']]],
    [{ role: 1, userId: '' }, [['userId', EMPTY]]],
    [{ role: 1, userId: ' \t' }, [['userId', EMPTY]]],
    [{ role: 1, userName: '' }, [['userName', EMPTY]]],
    [
      { role: 1, userId: 'x'.repeat(36) },
      [['userId', 'Value exceed max length. Got 36, expected less than or equal to 35']],
    ],
    [
      { role: 1, userName: 'x'.repeat(81) },
      [['userName', 'Value exceed max length. Got 81, expected less than or equal to 80']],
    ],
    [
      { role: 9, userId: 1, userName: 2, expirationSeconds: 3 },
      [
        ['role', 'Value is not valid. Got 9, expected 1,2'],
        ['expirationSeconds', OUTSIDE],
        ['userId', 'Value 1 not allowed, must be of type string'],
        ['userName', 'Value 2 not allowed, must be of type string'],
      ],
    ],
  ])('says everything that is wrong with %j', async (body, expected) => {
    const response = await post('/', body);
    expect(response.status).toBe(400);
    expect(await json(response)).toEqual({ errors: expected.map(([property, reason]) => ({ property, reason })) });
  });

  it('takes texts of just the longest length', async () => {
    const token = await claims({ role: 1, userId: 'x'.repeat(35), userName: 'y'.repeat(80) });
    expect([token['user_id'], token['user_name']]).toEqual(['x'.repeat(35), 'y'.repeat(80)]);
  });

  it.each([
    ['__proto__', '{"__proto__":{"role":1}}'],
    ['constructor', '{"constructor":{"prototype":{"role":1}}}'],
  ])('does not inherit a role through %s', async (_name, body) => {
    expect(await json(await post('/', body))).toEqual({ errors: [{ property: 'role', reason: REQUIRED }] });
  });
});

describe('a body that is no token request', () => {
  it.each([
    ['no JSON', '{"role":1', 400, 'The request body is not valid JSON'],
    ['nothing', '', 400, 'The request body is not valid JSON'],
    ['an array', '[1]', 400, 'The request body must be a JSON object'],
    ['null', 'null', 400, 'The request body must be a JSON object'],
    ['too long', `{"role":1,"x":"${'x'.repeat(8192)}"}`, 413, 'The request body must not exceed 8192 bytes'],
  ])('(%s) gets JSON and a reason', async (_name, body, status, reason) => {
    const response = await post('/token', body);
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/json']);
    expect(await json(response)).toEqual({ errors: [{ property: 'body', reason }] });
  });

  it('is cut off after the limit, whatever length it announces', async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(4096).fill(32));
      },
    });
    const response = await fetchWith({}, `${ORIGIN}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: endless,
    });
    expect(response.status).toBe(413);
    expect(pulled).toBeLessThan(10);
  });

  it('is refused when it is not UTF-8', async () => {
    const response = await fetchWith({}, `${ORIGIN}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Uint8Array([0x7b, 0xff, 0x7d]),
    });
    expect(response.status).toBe(400);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])(
    'is refused with content type "%s", which a page may send anywhere without asking',
    async (type) => {
      expect((await post('/', '{"role":1}', { 'content-type': type })).status).toBe(415);
    },
  );

  it('is read with parameters behind its content type', async () => {
    expect((await post('/', '{"role":1}', { 'content-type': 'Application/JSON; charset=utf-8' })).status).toBe(200);
  });
});

describe('a token for an agent', () => {
  const request = (url: string, variables: { COBROWSE_DEV?: string }) =>
    fetchWith(variables, url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 2 }),
    });

  it.each(['http://localhost:8787/', 'http://desk.localhost:8787/', 'http://127.0.0.1:8787/', 'http://[::1]:8787/'])(
    'is minted in development on %s',
    async (url) => {
      const response = await request(url, { COBROWSE_DEV: '1' });
      expect(decodeJwt(String((await json(response))['token']))['role_type']).toBe(2);
    },
  );

  it('has a name for people where nobody gives one', async () => {
    const response = await request('http://localhost:8787/', { COBROWSE_DEV: '1' });
    const token = decodeJwt(String((await json(response))['token']));
    expect(token['user_name']).toBe(`Agent ${String(token['user_id']).slice(0, 4).toUpperCase()}`);
  });

  it.each([
    ['https://cobrowse.example/', '1'],
    ['http://localhost.evil.example:8787/', '1'],
    ['http://evil-localhost:8787/', '1'],
    ['http://localhost:8787/', ''],
    ['http://localhost:8787/', '0'],
  ])('is refused on %s with COBROWSE_DEV=%s, with the reason', async (url, development) => {
    const response = await request(url, { COBROWSE_DEV: development });
    expect(response.status).toBe(403);
    expect(await json(response)).toEqual({
      errors: [{ property: 'role', reason: expect.stringContaining('cannot tell who is asking') }],
    });
  });
});

describe('a token for an agent asked for through a tunnel that rewrites the host', () => {
  const request = (headers: HeadersInit) =>
    fetchWith({ COBROWSE_DEV: '1' }, 'http://localhost:8787/', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ role: 2 }),
    });

  it.each([
    ['cf-connecting-ip', '203.0.113.9'],
    ['cf-connecting-ip', '2001:db8::1'],
    ['cf-connecting-ip', '127.0.0.1.evil.example'],
    ['x-forwarded-for', '203.0.113.9'],
    ['x-forwarded-for', '127.0.0.1'],
    ['x-forwarded-host', 'abc.tunnel.example'],
    ['x-real-ip', '203.0.113.9'],
    ['forwarded', 'for=203.0.113.9'],
    ['via', '1.1 tunnel'],
  ])('is refused, as %s: %s gives it away', async (name, value) => {
    expect((await request({ [name]: value })).status).toBe(403);
  });

  it.each(['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1'])(
    'is minted where the local server says that the peer is this machine (%s)',
    async (address) => {
      expect((await request({ 'cf-connecting-ip': address })).status).toBe(200);
    },
  );
});

describe('a Worker without its variables', () => {
  it.each(['/', '/healthz', '/sdkapi/zcb/sessions', '/static/resource/sdk/test-key/js'])(
    'says which are missing, on every address (%s)',
    async (path) => {
      const response = await fetchWith({ ZOOM_SDK_KEY: '', ZOOM_SDK_SECRET: '' }, ORIGIN + path);
      expect(response.status).toBe(503);
      const reason = 'This variable of the Worker is not set';
      expect(await json(response)).toEqual({
        code: 9999,
        errorMsg: 'The service is not configured.',
        errors: [
          { property: 'ZOOM_SDK_KEY', reason },
          { property: 'ZOOM_SDK_SECRET', reason },
        ],
      });
    },
  );

  it.each([
    '*',
    'null',
    'https://*',
    'https://*.com',
    'http://*.example.com',
    'https://a.example/path',
    'shop.example',
  ])('takes no ALLOWED_ORIGINS that are not origins (%s)', async (list) => {
    const response = await fetchWith({ ALLOWED_ORIGINS: list }, `${ORIGIN}/healthz`);
    expect([response.status, (await response.text()).includes('ALLOWED_ORIGINS')]).toEqual([503, true]);
  });
});
