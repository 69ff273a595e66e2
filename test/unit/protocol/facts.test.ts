/** SPEC Z: what a customer's browser says of itself, and what a desk makes of whatever arrives. */
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../../widget/engine/customer/own-facts.js';
import { decodeFacts, encodeFacts, type CustomerFacts } from '../../../widget/engine/protocol/facts.js';
import { FACTS_MAX_BYTES } from '../../../widget/engine/protocol/limits.js';

const FACTS: CustomerFacts = {
  device: 'phone',
  browser: 'Firefox 144',
  system: 'Android',
  timeZone: 'Europe/Berlin',
  language: 'de-DE',
};

const read = (value: unknown): CustomerFacts | undefined =>
  decodeFacts(new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)));

const told = (userAgent: string, maxTouchPoints = 0, userAgentData?: unknown): string => {
  const { device, browser, system } = factsOf({ userAgent, maxTouchPoints, language: 'en', userAgentData });
  return [device, browser, system].join(' · ');
};

const MOZILLA = 'Mozilla/5.0';
const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';

describe('facts of the customer’s browser', () => {
  it('Z1 arrive as they were sent, without what nobody knows', () => {
    expect(decodeFacts(encodeFacts(FACTS))).toEqual(FACTS);
    expect(read({ ...FACTS, fingerprint: 'x' })).toEqual(FACTS);
  });

  it.each([
    ['no object', '[]'],
    ['no JSON', '{'],
    ['null', 'null'],
    ['an unknown device', { ...FACTS, device: 'fridge' }],
    ['a missing fact', { ...FACTS, language: undefined }],
    ['a fact that is no text', { ...FACTS, browser: { toString: 'x' } }],
    ['a fact that is too long', { ...FACTS, system: 'x'.repeat(61) }],
    ['a fact that turns the line around', { ...FACTS, browser: '\u202eMoc' }],
    ['a fact with a line break', { ...FACTS, browser: 'a\nb' }],
    ['a body that is too long', JSON.stringify(FACTS) + ' '.repeat(FACTS_MAX_BYTES)],
  ])('Z3 are none with %s', (_, value) => {
    expect(read(value)).toBeUndefined();
  });

  it('Z3 are none of bytes that are no text', () => {
    expect(decodeFacts(new Uint8Array([0xff, 0xfe]))).toBeUndefined();
  });

  it.each([
    [
      'desktop · Firefox 144 · Windows',
      `${MOZILLA} (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0`,
    ],
    ['phone · Firefox 144 · Android', `${MOZILLA} (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0`],
    ['desktop · Chrome 141 · Linux', `${MOZILLA} (X11; Linux x86_64) ${WEBKIT} Chrome/141.0.0.0 Safari/537.36`],
    [
      'desktop · Edge 141 · Windows',
      `${MOZILLA} (Windows NT 10.0) ${WEBKIT} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`,
    ],
    ['tablet · Chrome 141 · Android', `${MOZILLA} (Linux; Android 10; K) ${WEBKIT} Chrome/141.0.0.0 Safari/537.36`],
    [
      'phone · Chrome 141 · Android',
      `${MOZILLA} (Linux; Android 10; K) ${WEBKIT} Chrome/141.0.0.0 Mobile Safari/537.36`,
    ],
    [
      'desktop · Safari 18 · macOS',
      `${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.6 Safari/605.1.15`,
    ],
    [
      'phone · Safari 18 · iOS',
      `${MOZILLA} (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/18.6 Mobile/15E148 Safari/604.1`,
    ],
    [
      'desktop · Chrome 141 · ChromeOS',
      `${MOZILLA} (X11; CrOS x86_64 14541.0.0) ${WEBKIT} Chrome/141.0.0.0 Safari/537.36`,
    ],
    ['desktop ·  · ', 'curl/8'],
  ])('Z1 say %s', (expected, userAgent) => {
    expect(told(userAgent)).toBe(expected);
  });

  it('Z1 know an iPad that says it is a Mac, and a browser that names itself apart', () => {
    const mac = `${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.6 Safari/605.1.15`;
    expect(told(mac, 5)).toBe('tablet · Safari 18 · iPadOS');
    const brands = [
      { brand: 'Not;A=Brand', version: '99' },
      { brand: 'Chromium', version: '141' },
      { brand: 'Brave', version: '141' },
    ];
    const chrome = `${MOZILLA} (Windows NT 10.0) ${WEBKIT} Chrome/141.0.0.0 Safari/537.36`;
    expect(told(chrome, 0, { brands })).toBe('desktop · Brave 141 · Windows');
    expect(told(chrome, 0, { brands: [{ brand: 'Google Chrome', version: '141' }] })).toContain('· Chrome 141 ·');
    expect(told(chrome, 0, { brands: brands.slice(0, 2) })).toContain('· Chrome 141 ·');
    expect(told(chrome, 0, { brands: ['x', null, {}] })).toContain('· Chrome 141 ·');
  });

  it('Z1 stay short, whatever a browser says', () => {
    const facts = factsOf({ userAgent: 'x'.repeat(9_000), maxTouchPoints: 0, language: 'y'.repeat(9_000) });
    expect(decodeFacts(encodeFacts(facts))).toBeDefined();
  });
});
