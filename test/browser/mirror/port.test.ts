import { expect } from '@open-wc/testing';
import {
  decodeMirrorMessage,
  decodeNestedMessage,
  decodePortMessage,
  MIRROR_PORT,
} from '../../../widget/engine/mirror/port.js';

const PAGE = {
  type: 'page',
  width: 800,
  height: 600,
  scrollLeft: 0,
  scrollTop: 10.5,
  title: 'Shop',
  url: 'https://shop.test/',
  dark: false,
};
const HASH = '0123456789abcdef';

describe('decodeMirrorMessage', () => {
  const good: readonly Record<string, unknown>[] = [
    PAGE,
    { type: 'shown' },
    { type: 'desync' },
    { type: 'taken' },
    { type: 'pointer', x: -1, y: 2.5, pressed: true },
    { type: 'digest', digest: 7 },
    { type: 'assets_wanted', hashes: [HASH] },
    { type: 'restart', quirks: true, body: new ArrayBuffer(2) },
    {
      type: 'places',
      places: [
        [4, [1, 2, 3, 4, 0, 0, 9, 9]],
        [5, undefined],
      ],
    },
    { type: 'aimed', key: 1, id: 4, place: [1, 2, 3, 4, 0, 0, 9, 9], label: 'Pay' },
    { type: 'aimed', key: 1, id: 0, place: undefined, label: '' },
    { type: 'aimed', key: 1, id: 4, place: undefined, label: '', field: 'City' },
  ];
  for (const message of good) {
    it(`takes ${String(message['type'])} and drops what it does not know`, () => {
      expect(decodeMirrorMessage({ ...message, unknown: 1 })).to.deep.equal(message);
    });
  }

  const bad: readonly (readonly [title: string, data: unknown])[] = [
    ['nothing', undefined],
    ['null', null],
    ['a string', 'shown'],
    ['an unknown type', { type: 'navigate' }],
    ['a type of the prototype', { type: 'constructor' }],
    ['an endless width', { ...PAGE, width: Infinity }],
    ['a width beyond all screens', { ...PAGE, width: 1e9 }],
    ['a negative height', { ...PAGE, height: -1 }],
    ['a title that is no text', { ...PAGE, title: { toString: () => 'x' } }],
    ['an address that fills the memory', { ...PAGE, url: 'x'.repeat(10_000) }],
    ['a page without a scheme', { ...PAGE, dark: undefined }],
    ['a pointer that is nowhere', { type: 'pointer', x: NaN, y: 0, pressed: false }],
    ['hashes that are no list', { type: 'assets_wanted', hashes: HASH }],
    ['a hash of another length', { type: 'assets_wanted', hashes: [HASH, 'short'] }],
    ['more hashes than any page has', { type: 'assets_wanted', hashes: Array.from({ length: 10_001 }, () => HASH) }],
    ['a restart without a body', { type: 'restart', quirks: false, body: 'x' }],
    ['a digest that is no number', { type: 'digest', digest: '7' }],
    ['a place that is nowhere', { type: 'places', places: [[4, [NaN, 2, 3, 4, 0, 0, 9, 9]]] }],
    ['a place without a size', { type: 'places', places: [[4, [1, 2]]] }],
    ['a place of nothing', { type: 'places', places: [[[1, 2, 3, 4, 0, 0, 9, 9]]] }],
    ['places that are no list', { type: 'places', places: { 4: [] } }],
    ['an aim without its key', { type: 'aimed', id: 4, place: undefined, label: '' }],
    ['an aim whose field is no text', { type: 'aimed', key: 1, id: 4, place: undefined, label: '', field: 7 }],
    [
      'an aim whose label fills the memory',
      { type: 'aimed', key: 1, id: 4, place: undefined, label: 'x'.repeat(9999) },
    ],
  ];
  for (const [title, data] of bad) {
    it(`refuses ${title}`, () => {
      expect(decodeMirrorMessage(data)).to.equal(undefined);
    });
  }
});

describe('decodeNestedMessage', () => {
  it('takes a pointer and missing assets, and nothing else', () => {
    expect(decodeNestedMessage({ type: 'pointer', x: 1, y: 2, pressed: false })?.type).to.equal('pointer');
    expect(decodeNestedMessage({ type: 'wanted', ids: [1, 2] })).to.deep.equal({ type: 'wanted', ids: [1, 2] });
    expect(decodeNestedMessage({ type: 'wanted', ids: ['1'] })).to.equal(undefined);
    expect(decodeNestedMessage({ type: 'desync' })).to.equal(undefined);
  });
});

describe('decodePortMessage', () => {
  it('tells the root from a nested mirror', () => {
    expect(decodePortMessage({ type: MIRROR_PORT })).to.deep.equal({ type: MIRROR_PORT });
    expect(decodePortMessage({ type: MIRROR_PORT, document: 9 })).to.deep.equal({ type: MIRROR_PORT, document: 9 });
    expect(decodePortMessage({ type: 'other' })).to.equal(undefined);
    expect(decodePortMessage(MIRROR_PORT)).to.equal(undefined);
  });
});
