/** What looks for secrets must find them, or every test that looks is green for nothing. */
import { describe, expect, it } from 'vitest';
import { traceOf } from '../../support/canaries.ts';

const SECRET = 'kqxé/zjw+q7xkßzvqj';
const bytes = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text));
const each = (text: string, encode: (character: string) => string): string => [...text].map(encode).join('');
const code = (character: string): number => character.codePointAt(0) ?? 0;

const DISGUISES: Readonly<Record<string, (piece: string) => string>> = {
  plain: (piece) => piece,
  'in capitals': (piece) => piece.toUpperCase().replaceAll('SS', 'ß'),
  'as part of an address': encodeURIComponent,
  'with every byte escaped': (piece) =>
    each(bytes(piece), (byte) => `%${code(byte).toString(16).padStart(2, '0').toUpperCase()}`),
  'in numbers of HTML': (piece) => each(piece, (character) => `&#${code(character)};`),
  'in hexadecimal numbers of HTML': (piece) => each(piece, (character) => `&#x${code(character).toString(16)};`),
  'in names of HTML': (piece) =>
    piece.replaceAll('é', '&eacute;').replaceAll('ß', '&szlig;').replaceAll('/', '&sol;').replaceAll('+', '&plus;'),
  'in JSON': (piece) => each(piece, (character) => `\\u${code(character).toString(16).padStart(4, '0')}`),
  'in CSS': (piece) => each(piece, (character) => `\\${code(character).toString(16)} `),
  'in HTML within an address': (piece) => encodeURIComponent(each(piece, (character) => `&#${code(character)};`)),
  'in base64': (piece) => btoa(bytes(piece)),
  'in base64, one byte on': (piece) => btoa(bytes(`a${piece}z`)),
  'in base64, two bytes on': (piece) => btoa(bytes(`ab${piece}yz`)),
  'in base64 for addresses': (piece) => btoa(bytes(piece)).replaceAll('+', '-').replaceAll('/', '_'),
};

describe('looking for a secret', () => {
  for (const [name, disguise] of Object.entries(DISGUISES)) {
    it(`finds each piece of four characters ${name}`, () => {
      for (let at = 0; at + 4 <= SECRET.length; at++) {
        const piece = SECRET.slice(at, at + 4);
        expect(traceOf(SECRET, `["t",7,"before ${disguise(piece)} after"]`), piece).toBeDefined();
      }
    });
  }

  it('finds nothing in what holds none', () => {
    const innocent = `["i",0,"<p title=\\"&amp; kqx zjw\\">50% %zz \\u00e9 &eacute; ${btoa('a page of its own')}"]`;
    expect(traceOf(SECRET, innocent)).toBeUndefined();
  });

  it('takes no word for three characters in base64', () => {
    // The base64 of “.kkjw.” has “tran” in it, which also stands for others.
    expect(btoa('.kkjw.')).toContain('tran');
    expect(traceOf('kkjw', 'transition: transform')).toBeUndefined();
    expect(traceOf('kkjw', 'untransformed')).toBeUndefined();
    expect(traceOf('kkjw', btoa('.kkjw'))).toBeDefined();
  });
});
