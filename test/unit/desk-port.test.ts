/** The desk's port: what each side takes from the other, and which pages may open one. */
import { describe, expect, it } from 'vitest';
import { decodeFromDesk, decodeToDesk, isHello } from '../../widget/service/desk-port.js';
import { matchesSource } from '../../widget/engine/agent/embedder-origins.js';
import { expiresAt } from '../../widget/service/token-claims.js';

describe('the desk’s port', () => {
  it.each([
    { type: 'welcome', version: 1 },
    { type: 'state', state: 'live' },
    { type: 'session_joined' },
    { type: 'session_left' },
    { type: 'customer_focus_lost' },
    { type: 'customer_transferred' },
    { type: 'session_ended' },
    { type: 'session_error', code: 1008, errorMsg: 'x'.repeat(500) },
    { type: 'token_wanted' },
    { type: 'mark' },
    { type: 'mark', mark: { customerName: '<b>Ada</b>', state: 'live' } },
    { type: 'mark', mark: { customerName: 'Ada', state: 'paused', namesake: 2, news: true } },
  ])('takes %j from a desk, and nothing that is beside it', (message) => {
    expect(decodeFromDesk({ ...message, more: 1, token: 'x' })).toEqual(message);
    expect(decodeToDesk(message)).toBeUndefined();
  });

  it.each([
    { type: 'welcome', version: 2 },
    { type: 'welcome' },
    { type: 'state', state: 'error' },
    { type: 'state', state: ['live'] },
    { type: 'session_error', code: 1.5, errorMsg: 'x' },
    { type: 'session_error', code: 1, errorMsg: 'x'.repeat(501) },
    { type: 'session_error', code: 1 },
    { type: 'pin', pinCode: '1' },
    { type: 'mark', mark: 'Ada' },
    { type: 'mark', mark: { customerName: 'Ada', state: 'asleep' } },
    { type: 'mark', mark: { customerName: 'x'.repeat(201), state: 'live' } },
    { type: 'mark', mark: { customerName: ['Ada'], state: 'live' } },
    { type: 'constructor' },
    Object.create({ type: 'token_wanted' }),
    ['welcome'],
    'welcome',
    null,
    undefined,
    7,
  ])('takes %j from no desk', (message) => {
    expect(decodeFromDesk(message)).toBeUndefined();
  });

  it.each([{ namesake: 1 }, { namesake: 10 }, { namesake: 2.5 }, { namesake: '2' }, { news: 'yes' }, { news: false }])(
    'leaves %j out of a mark',
    (wrong) => {
      const mark = { customerName: 'Ada', state: 'live' };
      expect(decodeFromDesk({ type: 'mark', mark: { ...mark, ...wrong } })).toEqual({ type: 'mark', mark });
    },
  );

  it.each([
    { type: 'pin', pinCode: '12 34' },
    { type: 'pin', pinCode: '' },
    { type: 'token', token: 'a.b-c_d' },
    { type: 'locale', locale: 'zh-cn' },
    { type: 'locale', locale: 'en' },
    { type: 'locale', locale: 'de-Latn-CH-1996-x-phonebk-abcdefgh' },
    { type: 'theme', colorScheme: 'dark', colours: {} },
    {
      type: 'theme',
      colorScheme: 'light',
      colours: { accent: 'rgb(1, 2, 3)', 'on-accent': 'oklch(0.7 0.1 20 / 0.5)' },
    },
  ])('takes %j from a page', (message) => {
    expect(decodeToDesk({ ...message, more: 1 })).toEqual(message);
    expect(decodeFromDesk(message)).toBeUndefined();
  });

  it.each([
    { type: 'pin', pinCode: 'x'.repeat(65) },
    { type: 'pin', pinCode: 123_456 },
    { type: 'token', token: '' },
    { type: 'token', token: 'a b' },
    { type: 'token', token: 'a\nb' },
    { type: 'token', token: 'x'.repeat(4097) },
    { type: 'locale', locale: '' },
    { type: 'locale', locale: 'e' },
    { type: 'locale', locale: 'zh_CN' },
    { type: 'locale', locale: 'en"><b>' },
    { type: 'locale', locale: `en${'-aaaaaaaa'.repeat(4)}` },
    { type: 'locale', locale: ['en'] },
    { type: 'locale' },
    { type: 'theme' },
    { type: 'theme', colorScheme: 'sepia', colours: {} },
    { type: 'stay' },
    null,
  ])('takes %j from no page', (message) => {
    expect(decodeToDesk(message)).toBeUndefined();
  });

  it.each([
    'red;background:url(//evil)',
    'var(--x)',
    'url(//evil)',
    'rgb(0,0,0);x:y',
    '#fff',
    `rgb(${'1'.repeat(90)})`,
    7,
    null,
  ])('takes %j for no colour, and the other colours of a theme all the same', (accent) => {
    const theme = {
      type: 'theme',
      colorScheme: 'light',
      colours: { accent, text: 'rgb(0, 0, 0)', 'z-index': 'rgb(1)' },
    };
    expect(decodeToDesk(theme)).toEqual({ ...theme, colours: { text: 'rgb(0, 0, 0)' } });
    expect(decodeToDesk({ type: 'theme', colorScheme: 'dark', colours: accent })).toEqual({
      type: 'theme',
      colorScheme: 'dark',
      colours: {},
    });
  });

  it('opens with a hello of its own version alone', () => {
    expect(isHello({ type: 'cobrowse-desk-hello', version: 1 })).toBe(true);
    for (const wrong of [
      { type: 'cobrowse-desk-hello' },
      { type: 'hello', version: 1 },
      [],
      null,
      'cobrowse-desk-hello',
    ]) {
      expect(isHello(wrong)).toBe(false);
    }
  });
});

describe('the list of embedders', () => {
  it.each([
    ['https://shop.example', 'https://shop.example'],
    ['https://shop.example:443', 'https://shop.example'],
    ['https://shop.example:8443', 'https://shop.example:8443'],
    ['https://*.example.com', 'https://a.b.example.com'],
    ['http://localhost:*', 'http://localhost:3000'],
    ['http://localhost:*', 'http://localhost'],
    ['http://*.localhost:*', 'http://bank.localhost:81'],
    ['http://127.0.0.1:*', 'http://127.0.0.1:5'],
    ['http://[::1]:8787', 'http://[::1]:8787'],
  ])('%s lets %s in', (source, origin) => {
    expect(matchesSource(source, origin)).toBe(true);
  });

  it.each([
    ['https://shop.example', 'http://shop.example'],
    ['http://shop.example', 'https://shop.example'],
    ['https://shop.example', 'https://shop.example:8443'],
    ['https://shop.example', 'https://shop.example.evil.test'],
    ['https://shop.example', 'https://evil-shop.example'],
    ['https://shop.example', 'https://shopxexample'],
    ['https://*.example.com', 'https://example.com'],
    ['https://*.example.com', 'https://evilexample.com'],
    ['https://*.example.com', 'https://a.example.com:8443'],
    ['http://localhost:*', 'http://localhost.evil.test'],
    ['https://shop.example', 'null'],
    ['https://shop.example', ''],
    ['https://shop.example', 'https://shop.example/'],
    ['*', 'https://shop.example'],
    ['https://*', 'https://shop.example'],
    ['', 'null'],
    ["'self'", 'https://shop.example'],
  ])('%s keeps %s out', (source, origin) => {
    expect(matchesSource(source, origin)).toBe(false);
  });
});

describe('a token’s end', () => {
  const token = (claims: unknown) => `h.${btoa(JSON.stringify(claims)).replaceAll('=', '')}.s`;

  it.each([
    [token({ exp: 5 }), 5000],
    [token({ exp: '5' }), undefined],
    [token({}), undefined],
    [token(null), undefined],
    ['a.b.c', undefined],
    ['', undefined],
  ])('of %s is %s', (text, end) => {
    expect(expiresAt(text)).toBe(end);
  });
});
