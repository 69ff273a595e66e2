/** Acts of remote assist: read strictly, or not at all (SPEC G6). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACT_KEYS, decodeAct, encodeAct, type Act } from '../../../widget/engine/protocol/acts.js';
import { ACT_MAX_BYTES, ACT_SCROLL_MAX_PX, ACT_TEXT_MAX_LENGTH } from '../../../widget/engine/protocol/limits.js';

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

const place = {
  id: fc.integer({ min: 1, max: 0x7fff_ffff }),
  x: fc.double({ min: 0, max: 1, noNaN: true }),
  y: fc.constant(0.5),
};
const distance = fc.integer({ min: -ACT_SCROLL_MAX_PX, max: ACT_SCROLL_MAX_PX });
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ type: fc.constant('scroll' as const), ...place, dx: distance, dy: distance }),
  fc.record({ type: fc.constant('press' as const), ...place }),
  fc.record({
    type: fc.constant('text' as const),
    text: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((text) => !/\p{Cc}/u.test(text)),
  }),
  fc.record({ type: fc.constant('key' as const), key: fc.constantFrom(...ACT_KEYS) }),
);

describe('G6 an act', () => {
  it('is read as it was written, and fits', () => {
    fc.assert(
      fc.property(act, (value) => {
        const body = encodeAct(value);
        expect(body.byteLength).toBeLessThanOrEqual(ACT_MAX_BYTES);
        // Zero has two signs, and JSON one.
        expect(JSON.stringify(decodeAct(body))).toBe(JSON.stringify(value));
      }),
    );
  });

  it.each([
    ['no list', { type: 'press' }],
    ['nothing', []],
    ['an unknown tag', ['x', 5, 0, 0]],
    ['a word of the prototype', ['constructor', 5, 0, 0]],
    ['no place', ['p']],
    ['a place with more', ['p', 5, 0.5, 0.5, 1]],
    ['the id of nothing', ['p', 0, 0.5, 0.5]],
    ['an id below zero', ['p', -5, 0.5, 0.5]],
    ['half an id', ['p', 5.5, 0.5, 0.5]],
    ['a giant id', ['p', 1e300, 0.5, 0.5]],
    ['an id in words', ['p', '5', 0.5, 0.5]],
    ['a place outside of its element', ['p', 5, 1.01, 0.5]],
    ['a giant coordinate', ['p', 5, 0.5, 1e308]],
    ['a negative coordinate', ['p', 5, -0.1, 0.5]],
    ['a coordinate of nothing', ['p', 5, null, 0.5]],
    ['a scroll by nothing', ['s', 5, 0.5, 0.5]],
    ['a scroll too far', ['s', 5, 0.5, 0.5, 0, ACT_SCROLL_MAX_PX + 1]],
    ['a scroll to the end of the world', ['s', 5, 0.5, 0.5, 0, -1e300]],
    ['an empty text', ['t', '']],
    ['a long text', ['t', 'x'.repeat(ACT_TEXT_MAX_LENGTH + 1)]],
    ['a text that breaks the line', ['t', 'a\nb']],
    ['a text with a zero', ['t', 'a\u0000']],
    ['a text with more', ['t', 'a', 'b']],
    ['a key that submits', ['k', 'F5']],
    ['a key of the prototype', ['k', 'toString']],
    ['two keys', ['k', 'Tab', 'Tab']],
  ])('is refused: %s', (_name, value) => {
    expect(decodeAct(bytes(value))).toBe(undefined);
  });

  it('is refused when it is no JSON, no UTF-8, or too long', () => {
    expect(decodeAct(new TextEncoder().encode('["p",'))).toBe(undefined);
    expect(decodeAct(new Uint8Array([0x5b, 0x22, 0xff, 0x22, 0x5d]))).toBe(undefined);
    expect(decodeAct(bytes(['p', 5, 0, 0, ' '.repeat(ACT_MAX_BYTES)]))).toBe(undefined);
    expect(decodeAct(new TextEncoder().encode(`["p",5,0,0${' '.repeat(ACT_MAX_BYTES)}]`))).toBe(undefined);
  });

  it('never makes the reader throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (junk) => void decodeAct(junk)));
    fc.assert(fc.property(fc.json({ maxDepth: 2 }), (text) => void decodeAct(new TextEncoder().encode(text))));
  });
});
