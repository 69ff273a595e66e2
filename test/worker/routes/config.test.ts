import { describe, expect, it } from 'vitest';
import type { Env } from '../../../worker/env.js';
import { DEPLOYED } from '../support/provider.js';
import { fetchWith, get, json, ORIGIN, post, SDK_KEY } from '../support/http.js';

const URL_OF_IT = `${ORIGIN}/config`;
const ZOOM = 'https://us01-zcb.zoom.us';

describe('GET /config', () => {
  it('says everything that a page needs, to every page, and nothing secret', async () => {
    const response = await get('/config', { origin: 'https://nobody.example' });
    expect(response.status).toBe(200);
    expect(await json(response)).toEqual({
      serviceUrl: ORIGIN,
      sdkKey: SDK_KEY,
      tokenUrl: `${ORIGIN}/token`,
      agentTokenUrl: `${ORIGIN}/agent/token`,
      service: 'engine',
      features: { customPin: 'everybody', customPinMinLength: 5, admission: 'pin' },
    });
    const { headers } = response;
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('public, max-age=300');
  });

  it('names another service and the version of its script, and still its own endpoints', async () => {
    const response = await fetchWith({ SERVICE_URL: ZOOM, SDK_VERSION: '2.13.x' }, 'https://tokens.example/config');
    expect(await json(response)).toEqual({
      serviceUrl: ZOOM,
      sdkKey: SDK_KEY,
      sdkVersion: '2.13.x',
      tokenUrl: 'https://tokens.example/token',
      agentTokenUrl: 'https://tokens.example/agent/token',
      service: 'zoom',
    });
  });

  it('names what a deployment lets pages do', async () => {
    const features = async (variables: Partial<Env>) =>
      (await json(await fetchWith({ ...DEPLOYED, ...variables }, 'https://cobrowse.example/config')))['features'];
    expect(await features({})).toEqual({ customPin: 'nobody', customPinMinLength: 5, admission: 'pin' });
    expect(await features({ BYOP: 'anonymous', BYOP_MIN_LENGTH: '4', ADMISSION: 'customer' })).toEqual({
      customPin: 'everybody',
      customPinMinLength: 4,
      admission: 'customer',
    });
    const signedIn = {
      CUSTOMER_AUTH: 'jwt',
      CUSTOMER_JWT_ISSUER: 'https://id.example',
      CUSTOMER_JWT_AUDIENCE: 'shop',
      CUSTOMER_JWKS_URL: 'https://id.example/keys',
    };
    expect(await features(signedIn)).toMatchObject({ customPin: 'verified' });
  });

  it.each([
    ['its own origin', ORIGIN, ORIGIN, 'engine'],
    ['its own origin with a slash', `${ORIGIN}/`, ORIGIN, 'engine'],
    ['nothing', '', ORIGIN, 'engine'],
    ['capitals', 'HTTPS://US01-ZCB.zoom.us', ZOOM, 'zoom'],
    ['another port of this machine', 'http://127.0.0.1:9999', 'http://127.0.0.1:9999', 'zoom'],
  ])('takes %s as SERVICE_URL', async (_name, value, serviceUrl, service) => {
    expect(await json(await fetchWith({ SERVICE_URL: value }, URL_OF_IT))).toMatchObject({ serviceUrl, service });
  });

  it.each([
    'http://us01-zcb.zoom.us',
    'https://us01-zcb.zoom.us/path',
    'https://us01-zcb.zoom.us?x=1',
    'https://us01-zcb.zoom.us#x',
    'https://user:pass@us01-zcb.zoom.us',
    'us01-zcb.zoom.us',
    'https://*.zoom.us',
    "https://a;script-src'unsafe-inline'",
    'https://a b',
    'https://a"b',
    'javascript:alert(1)',
    'https://',
    'https://[::1',
    'https://a:99999',
    ' ',
  ])('refuses %j as SERVICE_URL, by its name, where every page can read it', async (value) => {
    const response = await fetchWith({ SERVICE_URL: value }, URL_OF_IT);
    expect(response.status).toBe(503);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await json(response)).toMatchObject({ errors: [{ property: 'SERVICE_URL' }] });
  });

  it.each(['2.13', 'latest', '2.13.2/../..', '2.13.x '])('refuses %j as SDK_VERSION', async (value) => {
    const response = await fetchWith({ SDK_VERSION: value }, URL_OF_IT);
    expect([response.status, await json(response)]).toMatchObject([503, { errors: [{ property: 'SDK_VERSION' }] }]);
  });

  it('does not care what the query or the origin says', async () => {
    const plain = await (await get('/config')).text();
    const answer = await get('/config?serviceUrl=https://evil.example&origin=x', { origin: 'null' });
    expect([answer.status, await answer.text()]).toEqual([200, plain]);
  });

  it('answers HEAD without a body, and no other method', async () => {
    const head = await fetchWith({}, URL_OF_IT, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const response = await fetchWith({}, URL_OF_IT, { method });
      expect([method, response.status, response.headers.get('allow')]).toEqual([method, 405, 'GET, HEAD']);
    }
    expect((await post('/config/', {})).status).toBe(404);
  });
});
