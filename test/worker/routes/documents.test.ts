import { env } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { fetchWith, get } from '../support/http.js';

const NONCE = /nonce-([\w-]{22})'/;

async function nonceAndPolicy(response: Response): Promise<readonly [string, readonly string[]]> {
  const policy = response.headers.get('content-security-policy') ?? '';
  const nonce = NONCE.exec(policy)?.[1] ?? '';
  return [nonce, policy.replaceAll(nonce, 'N').split('; ')];
}

describe('the desk', () => {
  const PATH = '/sdkapi/zcb/frame-templates/desk';

  it('runs its own script alone, talks to its own service alone and is framed by known pages alone', async () => {
    const response = await get(`${PATH}?access_token=secret-token`);
    const [nonce, policy] = await nonceAndPolicy(response);
    expect(policy).toEqual([
      "default-src 'none'",
      "script-src 'nonce-N'",
      "style-src 'nonce-N'",
      "connect-src 'self' ws://localhost:8787",
      "frame-src 'self'",
      "img-src 'self' data: blob:",
      "base-uri 'none'",
      "form-action 'none'",
      'frame-ancestors http://localhost:8787 https://shop.example https://*.example.com http://localhost:* https://localhost:* http://*.localhost:* https://*.localhost:* http://127.0.0.1:* https://127.0.0.1:*',
    ]);
    const html = await response.text();
    expect(html).toContain(`<script type="module" nonce="${nonce}" src="/engine/desk-0a1b2c3d.js"></script>`);
    expect(html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(html).not.toContain('secret-token');
    const ancestors = policy.at(-1)?.replace('frame-ancestors ', '');
    expect(html).toContain(`<meta name="cobrowse-embedders" content="${ancestors}">`);
  });

  it('is never stored, and never named to anybody', async () => {
    const { headers } = await get(PATH);
    expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(['no-store', 'no-referrer']);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  });

  it('has a nonce of its own each time', async () => {
    const [first] = await nonceAndPolicy(await get(PATH));
    const [second] = await nonceAndPolicy(await get(PATH));
    expect(first).not.toBe(second);
  });

  it('connects with TLS and is not framed by loopback pages when it is deployed', async () => {
    const response = await fetchWith({ COBROWSE_DEV: '', ALLOWED_ORIGINS: '' }, `https://cobrowse.example${PATH}`);
    const [, policy] = await nonceAndPolicy(response);
    expect(policy).toContain("connect-src 'self' wss://cobrowse.example");
    expect(policy).toContain('frame-ancestors https://cobrowse.example');
  });
});

describe('the mirror', () => {
  it.each(['/sdkapi/zcb/mirror', '/sdkapi/zcb/mirror/quirks'])(
    'may do nothing but run its script (%s)',
    async (path) => {
      const response = await get(path);
      const [nonce, policy] = await nonceAndPolicy(response);
      expect(policy).toEqual([
        "default-src 'none'",
        "script-src 'nonce-N'",
        'img-src data: blob:',
        "style-src 'unsafe-inline'",
        'font-src data: blob:',
        'frame-src http://localhost:8787/sdkapi/zcb/mirror http://localhost:8787/sdkapi/zcb/mirror/quirks',
        "form-action 'none'",
        "base-uri 'none'",
        'sandbox allow-scripts',
      ]);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      expect(response.headers.get('x-dns-prefetch-control')).toBe('off');
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      for (const feature of ['camera', 'microphone', 'geolocation', 'display-capture', 'clipboard-read', 'payment']) {
        expect(response.headers.get('permissions-policy')).toContain(`${feature}=()`);
      }
      const html = await response.text();
      expect(html).toContain(
        `<script nonce="${nonce}" src="http://localhost:8787/engine/mirror-0a1b2c3d.js"></script>`,
      );
      expect(html.match(/<script/g)).toHaveLength(1);
    },
  );

  it('has a doctype at one address and none at the other', async () => {
    expect(await (await get('/sdkapi/zcb/mirror')).text()).toMatch(/^<!doctype html>/);
    expect(await (await get('/sdkapi/zcb/mirror/quirks')).text()).toMatch(/^<html>/);
  });
});

describe('the scripts among the static files', () => {
  it.each([
    ['/engine/mirror-0a1b2c3d.js', 'public, max-age=31536000, immutable'],
    ['/engine/sdk.js', 'public, max-age=300'],
    ['/cobrowse.js', 'public, max-age=300'],
  ])('may be loaded by every page, opaque ones too (%s)', async (path, life) => {
    const { headers } = await env.ASSETS.fetch(`http://localhost:8787${path}`);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe(life);
  });
});
