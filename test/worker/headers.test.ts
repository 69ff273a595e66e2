/** The headers of every kind of address, in one table: what the Worker answers, and what the static files do. */
import { env } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { fetchWith, post } from './support/http.js';

const HOST = 'https://cobrowse.example';

const IMMUTABLE = 'public, max-age=31536000, immutable';
const SHORT = 'public, max-age=300';

/** Which header each kind of address must have; `null` where it must not have it. */
type Expected = Readonly<Record<string, string | null | RegExp>>;

const EVERYWHERE: Expected = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000',
  server: null,
  'x-powered-by': null,
};
const ONLY_OURS: Expected = { 'cross-origin-resource-policy': 'same-origin', 'access-control-allow-origin': null };
const FOR_ALL: Expected = { 'cross-origin-resource-policy': 'cross-origin', 'access-control-allow-origin': '*' };
const NO_DOCUMENT: Expected = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" };
const NONCE = /script-src 'nonce-[\w-]{22}'/;

const FROM_THE_WORKER: readonly (readonly [path: string, expected: Expected])[] = [
  [
    '/desk',
    {
      ...ONLY_OURS,
      'cross-origin-opener-policy': 'same-origin',
      'content-security-policy': NONCE,
      'cache-control': 'no-store',
    },
  ],
  [
    '/sdkapi/zcb/frame-templates/desk',
    {
      'cross-origin-resource-policy': 'cross-origin',
      'access-control-allow-origin': null,
      'cross-origin-opener-policy': 'same-origin',
      'content-security-policy': NONCE,
      'cache-control': 'no-store',
      'x-frame-options': null,
    },
  ],
  [
    '/sdkapi/zcb/mirror',
    {
      'cross-origin-resource-policy': 'cross-origin',
      'cross-origin-opener-policy': 'unsafe-none',
      'content-security-policy': NONCE,
      'cache-control': 'no-store',
    },
  ],
  ['/static/resource/sdk/test-key/js', { ...FOR_ALL, 'cache-control': SHORT }],
  ['/static/resource/sdk/wrong/js', { ...FOR_ALL, 'cache-control': 'no-store' }],
  ['/config', { ...FOR_ALL, ...NO_DOCUMENT, 'cache-control': SHORT }],
  ['/healthz', { ...ONLY_OURS, ...NO_DOCUMENT, 'cache-control': 'no-store' }],
  ['/token', { ...ONLY_OURS, ...NO_DOCUMENT, 'cache-control': 'no-store' }],
  ['/nothing/here', { ...ONLY_OURS, ...NO_DOCUMENT, 'cache-control': 'no-store' }],
  ['/', { ...ONLY_OURS, ...NO_DOCUMENT, location: '/demo/' }],
  [
    '/demo/bank/',
    {
      ...ONLY_OURS,
      'content-security-policy': /^default-src 'none'; script-src 'self';/,
      'cross-origin-opener-policy': 'same-origin',
      'cache-control': 'no-cache',
    },
  ],
  [
    '/demo/bank/index.html',
    { ...ONLY_OURS, 'content-security-policy': /frame-ancestors 'self'$/, 'cache-control': 'no-cache' },
  ],
  ['/demo/bank/bank.js', { ...ONLY_OURS, 'cache-control': 'no-cache' }],
];

const STATIC: readonly (readonly [path: string, expected: Expected])[] = [
  ['/engine/desk-0a1b2c3d.js', { ...FOR_ALL, 'cache-control': IMMUTABLE }],
  ['/engine/sdk.js', { ...FOR_ALL, 'cache-control': SHORT }],
  ['/cobrowse.js', { ...FOR_ALL, 'cache-control': SHORT }],
  ['/v/0.1.0/cobrowse.js', { ...FOR_ALL, 'cache-control': IMMUTABLE }],
  ['/v/0.1.0/engine/tag-1.js', { ...FOR_ALL, 'cache-control': IMMUTABLE }],
  ['/integrity.json', { ...FOR_ALL, 'cache-control': SHORT }],
];

function expectHeaders(response: Response, expected: Expected): void {
  for (const [name, value] of Object.entries({ ...EVERYWHERE, ...expected })) {
    const actual = response.headers.get(name);
    if (value instanceof RegExp) expect(actual, name).toMatch(value);
    else expect(actual, name).toBe(value);
  }
}

describe('the headers of what the Worker answers', () => {
  it.each(FROM_THE_WORKER)('%s', async (path, expected) => {
    expectHeaders(await fetchWith({ DEMO_PAGES: 'on' }, HOST + path), expected);
  });

  it('leave transport security out where there is none', async () => {
    for (const origin of ['http://localhost:8787', 'https://localhost:8787', 'http://cobrowse.example']) {
      const response = await fetchWith({}, `${origin}/healthz`);
      expect([origin, response.headers.get('strict-transport-security')]).toEqual([origin, null]);
    }
  });

  it('are on refused tokens and on a Worker whose variables are wrong', async () => {
    const refused = await post('/token', { role: 7 });
    expectHeaders(refused, {
      ...NO_DOCUMENT,
      'strict-transport-security': null,
      'cross-origin-resource-policy': 'same-origin',
    });
    const wrong = await fetchWith({ ZOOM_SDK_SECRET: '' }, `${HOST}/desk`);
    expect(wrong.status).toBe(503);
    expectHeaders(wrong, { ...ONLY_OURS, ...NO_DOCUMENT });
  });

  it('let the demo pages load from another service if there is one, and from nowhere else', async () => {
    const response = await fetchWith({ SERVICE_URL: 'https://us01-zcb.zoom.us' }, 'http://localhost:8787/demo/bank/');
    expect(response.headers.get('content-security-policy')?.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self' https://us01-zcb.zoom.us",
      "style-src 'self' 'unsafe-inline'",
      "connect-src 'self' https://us01-zcb.zoom.us ws://localhost:8787 wss://us01-zcb.zoom.us",
      "frame-src 'self' https://us01-zcb.zoom.us",
      "img-src 'self' https://us01-zcb.zoom.us data: blob:",
      "font-src 'self' data:",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'self'",
    ]);
  });

  it('frame the desk by the sites that are allowed, and the desk for agents by nobody else', async () => {
    const policy = async (path: string) => (await fetchWith({}, HOST + path)).headers.get('content-security-policy');
    expect(await policy('/sdkapi/zcb/frame-templates/desk')).toMatch(
      /frame-ancestors https:\/\/cobrowse\.example https:\/\/shop\.example https:\/\/\*\.example\.com$/,
    );
    expect(await policy('/desk')).toMatch(/frame-ancestors 'self'$/);
  });
});

describe('the headers of the static files', () => {
  it.each(STATIC)('%s', async (path, expected) => {
    const response = await env.ASSETS.fetch(HOST + path);
    expect(response.status).toBe(200);
    expectHeaders(response, expected);
  });
});
