import { SELF } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { fetchWith, get, json, ORIGIN, post } from '../support/http.js';
import { DEPLOYED } from '../support/provider.js';

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
  ])('is refused to "%s", and nothing of it may be read', async (origin) => {
    for (const path of ['/', '/token', '/sdkapi/zcb/sessions', '/sdkapi/zcb/sessions/join']) {
      const response = await post(path, { role: 1 }, { origin });
      expect([response.status, grantOf(response)]).toEqual([403, null]);
      expect(response.headers.get('access-control-allow-credentials')).toBeNull();
      expect(response.headers.get('vary')).toContain('Origin');
      expect(await json(response)).toEqual({ code: 9999, errorMsg: 'This origin may not use the service.' });
    }
    const preflight = { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } };
    const response = await SELF.fetch(`${ORIGIN}/token`, preflight);
    expect([response.status, grantOf(response)]).toEqual([403, null]);
  });

  it('is refused to them and to an empty origin with the headers of a WebSocket as well', async () => {
    for (const origin of ['https://evil.example', '']) {
      const headers = { origin, upgrade: 'websocket', 'content-type': 'application/json' };
      const init = { method: 'POST', headers, body: '{"role":1}' };
      expect((await fetchWith({}, `${ORIGIN}/token`, init)).status).toBe(403);
    }
  });

  it('is given to a server, which has no origin, without a grant', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"role":1}' };
    const response = await SELF.fetch(`${ORIGIN}/token`, init);
    expect([response.status, grantOf(response)]).toEqual([200, null]);
    expect(response.headers.get('vary')).toContain('Origin');
  });

  it('is for the Worker’s own pages alone where no site is named', async () => {
    const ask = (origin: string) =>
      fetchWith({ COBROWSE_DEV: '', ALLOWED_ORIGINS: '' }, 'https://cobrowse.example/token', {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: '{"role":1}',
      });
    expect((await ask('https://cobrowse.example')).status).toBe(200);
    for (const origin of ['http://cobrowse.example', 'https://shop.example', 'http://localhost:3000', 'null']) {
      expect((await ask(origin)).status).toBe(403);
    }
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

  it('of a deployment is there only if it says so: the agents’ endpoint trusts this origin', async () => {
    const open = (path: string, variables = {}) =>
      fetchWith({ ...DEPLOYED, ...variables }, `https://cobrowse.example${path}`);
    for (const path of ['/demo/', '/demo/bank/', '/demo/bank/bank.js', '/demo']) {
      expect((await open(path)).status, path).toBe(404);
    }
    const root = await open('/');
    expect([root.status, root.headers.get('location')]).toEqual([302, '/desk']);
    expect(await (await open('/demo/bank/', { DEMO_PAGES: 'on' })).text()).toContain('<title>Bank</title>');
    expect((await open('/', { DEMO_PAGES: 'on' })).headers.get('location')).toBe('/demo/');
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
