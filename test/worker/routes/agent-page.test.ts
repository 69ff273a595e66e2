import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { fetchWith, get, json, ORIGIN, PAGE_ORIGIN, post } from '../support/http.js';

const OWN = { origin: ORIGIN };

function policyOf(response: Response): { readonly nonce: string; readonly policy: readonly string[] } {
  const text = response.headers.get('content-security-policy') ?? '';
  const nonce = /nonce-([\w-]{22})'/.exec(text)?.[1] ?? '';
  return { nonce, policy: text.replaceAll(nonce, 'N').split('; ') };
}

describe('the page for agents', () => {
  it('is one element from the script tag, under a policy that lets nothing else in', async () => {
    const response = await get('/desk');
    const { nonce, policy } = policyOf(response);
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(policy).toEqual([
      "default-src 'none'",
      "script-src 'nonce-N'",
      "style-src 'nonce-N'",
      "connect-src 'self'",
      "frame-src 'self'",
      "img-src 'self' data:",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types lit-html cobrowse-elements',
      "frame-ancestors 'self'",
    ]);
    const html = await response.text();
    expect(html).toContain(`<script type="module" nonce="${nonce}" src="/cobrowse.js"></script>`);
    expect(html).toContain(
      '<cobrowse-agent-desk token-url="/agent/token" byop autofocus mark-tab></cobrowse-agent-desk>',
    );
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).toContain('<title>Co-browsing desk</title>');
    const scriptsAndStyles = html.match(/<(?:script|style)[^>]*>/g) ?? [];
    expect(scriptsAndStyles).toHaveLength(2);
    for (const tag of scriptsAndStyles) expect(tag).toContain(`nonce="${nonce}"`);
    expect(html).not.toMatch(/ (?:style|on\w+)=/);
  });

  it.each([
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['zh', 'zh-CN'],
    ['de, zh-SG;q=0.5', 'zh-CN'],
    ['en-GB,en;q=0.9,zh;q=0.1', 'en'],
    ['de', 'en'],
    ['en;q=0.4, fr-CA', 'fr'],
    ['', 'en'],
    ['zh;q=0, fr;q=0.1', 'fr'],
    ['"><script>', 'en'],
  ])('speaks the language of a browser that wants %j', async (wanted, language) => {
    const response = await fetchWith({}, `${ORIGIN}/desk`, { headers: { 'accept-language': wanted } });
    expect(await response.text()).toMatch(new RegExp(`^<!doctype html>\n<html lang="${language}">`));
  });

  it('is never stored, never named to anybody, and has a nonce of its own each time', async () => {
    const [first, second] = [await get('/desk'), await get('/desk')];
    expect(first.headers.get('cache-control')).toBe('no-store');
    expect(first.headers.get('referrer-policy')).toBe('no-referrer');
    expect(first.headers.get('permissions-policy')).toContain('camera=()');
    expect(policyOf(first).nonce).not.toBe(policyOf(second).nonce);
  });

  it('may frame and reach another service, and lets its desk have what the contract grants', async () => {
    const response = await fetchWith({ SERVICE_URL: 'https://us01-zcb.zoom.us' }, `${ORIGIN}/desk`);
    const { policy } = policyOf(response);
    expect(policy).toContain("frame-src 'self' https://us01-zcb.zoom.us");
    expect(policy).toContain("connect-src 'self' https://us01-zcb.zoom.us");
    const permissions = response.headers.get('permissions-policy') ?? '';
    for (const feature of ['autoplay', 'camera', 'microphone', 'display-capture', 'geolocation']) {
      expect(permissions).toContain(`${feature}=(self "https://us01-zcb.zoom.us")`);
    }
    expect(permissions).toContain('payment=()');
  });

  it('does not repeat anything of its address', async () => {
    const plain = (await (await get('/desk')).text()).replaceAll(/nonce="[^"]+"/g, '');
    const odd = await get('/desk?access_token=secret&pin=123456&token-url=https://evil.example');
    expect((await odd.text()).replaceAll(/nonce="[^"]+"/g, '')).toBe(plain);
  });

  it('answers HEAD without a body, and no other method', async () => {
    const head = await fetchWith({}, `${ORIGIN}/desk`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    for (const method of ['POST', 'PUT', 'OPTIONS']) {
      const response = await fetchWith({}, `${ORIGIN}/desk`, { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    }
  });

  it('keeps the engine’s own desk and script, whatever service the pages use', async () => {
    const elsewhere = { SERVICE_URL: 'https://us01-zcb.zoom.us' };
    const desk = await fetchWith(elsewhere, `${ORIGIN}/sdkapi/zcb/frame-templates/desk`);
    const script = await fetchWith(elsewhere, `${ORIGIN}/static/resource/sdk/test-key/js`);
    expect([desk.status, script.status]).toEqual([200, 200]);
    expect(await desk.text()).toContain('/engine/desk-0a1b2c3d.js');
    expect(await script.text()).toContain('// sdk');
  });
});

describe('POST /agent/token', () => {
  it('signs a token for an agent of its own page', async () => {
    const response = await post('/agent/token', { role: 2, userId: 'a-9', userName: 'Ann' }, OWN);
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const body = await json(response);
    expect(Object.keys(body)).toEqual(['token']);
    expect(decodeJwt(String(body['token']))).toMatchObject({ role_type: 2, user_id: 'a-9', user_name: 'Ann' });
  });

  it.each([
    ['another', PAGE_ORIGIN],
    ['an allowed', 'https://shop.example'],
    ['an opaque', 'null'],
    ['an empty', ''],
    ['its own with a path as', `${ORIGIN}/desk`],
    ['its own host with TLS as', 'https://localhost:8787'],
    ['its own host with another port as', 'http://localhost:8788'],
    ['two at once as', `${ORIGIN}, https://shop.example`],
  ])('refuses %s origin, and lets it read nothing', async (_name, origin) => {
    const response = await post('/agent/token', { role: 2 }, { origin });
    expect(response.status).toBe(403);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    expect(Object.keys(await json(response))).toEqual(['code', 'errorMsg']);
  });

  it('refuses a request without an origin', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"role":2}' };
    expect((await fetchWith({}, `${ORIGIN}/agent/token`, init)).status).toBe(403);
  });

  it.each([
    [{ role: 1 }, 'Value is not valid. Got 1, expected 2'],
    [{}, 'Property required, but not present in request body'],
    [{ role: 3 }, 'Value is not valid. Got 3, expected 1,2'],
  ])('has none for %j', async (body, reason) => {
    const response = await post('/agent/token', body, OWN);
    expect([response.status, await json(response)]).toEqual([400, { errors: [{ property: 'role', reason }] }]);
  });

  it('asks the same as every endpoint before it trusts anybody with an agent’s token', async () => {
    const url = 'https://cobrowse.example/agent/token';
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://cobrowse.example' },
      body: '{"role":2}',
    };
    expect((await fetchWith({}, url, init)).status).toBe(403);
    const local = { ...init, headers: { ...init.headers, origin: ORIGIN } };
    expect((await fetchWith({ COBROWSE_DEV: '' }, `${ORIGIN}/agent/token`, local)).status).toBe(403);
    const tunnelled = { ...local, headers: { ...local.headers, 'x-forwarded-for': '198.51.100.7' } };
    expect((await fetchWith({}, `${ORIGIN}/agent/token`, tunnelled)).status).toBe(403);
  });

  it.each([
    ['text/plain', '{"role":2}', 415],
    ['application/json', '{"role":2', 400],
    ['application/json', '[2]', 400],
    ['application/json', `{"role":2,"x":"${'x'.repeat(9000)}"}`, 413],
  ])('refuses the body of type %s with %j in JSON', async (type, body, status) => {
    const response = await post('/agent/token', body, { ...OWN, 'content-type': type });
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/json']);
  });

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('does not answer %s, nor grant a preflight', async (method) => {
    const response = await fetchWith({}, `${ORIGIN}/agent/token`, { method, headers: { origin: PAGE_ORIGIN } });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('answers HEAD without a body', async () => {
    const response = await fetchWith({}, `${ORIGIN}/agent/token`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([405, '']);
  });
});
