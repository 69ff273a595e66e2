import { SELF } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { fetchWith, get, json, ORIGIN, post } from '../support/http.js';

const grantOf = (response: Response) => response.headers.get('access-control-allow-origin');
const tokenFrom = (origin: string) => post('/', { role: 1 }, { origin });

describe('an answer', () => {
  it.each([
    'http://localhost:3000',
    'https://localhost',
    'http://bank.localhost:4000',
    'http://127.0.0.1:9000',
    'http://[::1]:9000',
    ORIGIN,
    'https://shop.example',
    'https://a.example.com',
    'https://a.b.example.com',
  ])('may be read by %s', async (origin) => {
    const response = await tokenFrom(origin);
    expect([response.status, grantOf(response)]).toEqual([200, origin]);
    expect(response.headers.get('vary')).toContain('Origin');
  });

  it.each([
    'null',
    '',
    '*',
    'https://evil.example',
    'https://evil-example.com',
    'https://example.com',
    'http://a.example.com',
    'https://a.example.com:8443',
    'https://a.example.com.evil.example',
    'https://evil.example/.example.com',
    'https://user@a.example.com',
    'https://shop.example.evil.example',
    'http://shop.example',
    'http://localhost.evil.example',
    'file://localhost',
    'chrome-extension://localhost',
  ])('may not be read by "%s"', async (origin) => {
    const response = await tokenFrom(origin);
    expect(grantOf(response)).toBeNull();
    expect(response.headers.get('access-control-allow-credentials')).toBeNull();
    expect(response.headers.get('vary')).toContain('Origin');
  });

  it('may be read by loopback pages in development only, and only from a loopback address', async () => {
    const ask = (url: string, development: string) =>
      fetchWith({ COBROWSE_DEV: development }, url, { method: 'POST', headers: { origin: 'http://localhost:3000' } });
    expect(grantOf(await ask(`${ORIGIN}/token`, '1'))).toBe('http://localhost:3000');
    expect(grantOf(await ask(`${ORIGIN}/token`, ''))).toBeNull();
    expect(grantOf(await ask('https://cobrowse.example/token', '1'))).toBeNull();
  });

  it.each(['/', '/token', '/sdkapi/zcb/sessions', '/sdkapi/zcb/sessions/join'])(
    'is preceded by a preflight that says what may be sent (%s)',
    async (path) => {
      const response = await SELF.fetch(ORIGIN + path, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://shop.example',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      });
      expect([response.status, grantOf(response)]).toEqual([204, 'https://shop.example']);
      expect(response.headers.get('access-control-allow-headers')).toBe('authorization,content-type');
      expect(response.headers.get('access-control-allow-methods')).toBe('POST');
    },
  );

  it.each(['/', '/sdkapi/zcb/sessions', '/sdkapi/zcb/sessions/join'])(
    'may be read when it is an error as well (%s)',
    async (path) => {
      const response = await post(path, '{');
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(grantOf(response)).toBe('http://bank.localhost:3000');
    },
  );
});

describe('an address', () => {
  it.each([
    '/nowhere',
    '/sdkapi/zcb/nothing',
    '/engine/none.js',
    '/static/resource/sdk/test-key',
    '/demo/none/',
    '/%ff',
  ])('where there is nothing answers JSON (%s)', async (path) => {
    const response = await get(path);
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/json']);
    expect(await json(response)).toEqual({ code: 9999, errorMsg: 'There is nothing at this address.' });
  });

  it('of the root leads to the demo pages, and a folder of them to its page', async () => {
    const response = await get('/');
    expect([response.status, response.headers.get('location')]).toEqual([302, '/demo/']);
    expect(await (await get('/demo/bank/')).text()).toContain('<title>Bank</title>');
  });

  it('for tokens takes POST alone', async () => {
    const response = await get('/token');
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  });

  it('for health says that all is well', async () => {
    expect(await json(await get('/healthz'))).toEqual({ status: 'ok', protocol: 'cobrowse.v1' });
  });
});
