/** Names as people see them: whoever writes nothing that can be seen has none. */
import { expect, it } from 'vitest';
import { nameOr, printable } from '../../../worker/auth/names.js';

it.each([
  ['blank letters', '\u3164'],
  ['an empty braille cell', '\u2800'],
  ['the place of an object', '\ufffc'],
  ['a soft hyphen', '\u00ad'],
  ['a joiner of graphemes', '\u034f'],
  ['a filler', '\u115f\u1160\uffa0'],
  ['a lone joiner', '\u200d'],
  ['a lone variation selector', '\ufe0f'],
  ['spaces of all widths', ' \u00a0\u2003\u3000\u202f'],
  ['nothing but a mark', '\u0301'],
  ['an empty note head', '\u{1d159}'],
  ['invisible tags', '\u{e0041}\u{e007f}'],
  ['all at once', ' \u3164\u200d\u2800\u00ad\ufe0f\u034f '],
])('%s are no name', (_what, name) => {
  expect(printable(name)).toBe('');
  expect(nameOr('c-7', name)).toBe('c-7');
  expect(nameOr('\u3164', name)).toMatch(/^0*e385a4$/);
});

it.each([
  ['Persian', 'می\u200cخواهم'],
  ['Hindi', 'क्\u200dष'],
  ['Sinhala', 'ශ්\u200dරී'],
  ['Mongolian', 'ᠮᠣᠩᠭᠣᠯ\u180b'],
  ['a family', '👩\u200d👩\u200d👧'],
  ['a heart on fire', '❤\ufe0f\u200d🔥'],
  ['a rainbow flag', '🏳\ufe0f\u200d🌈'],
  ['a person at a computer', '👩🏽\u200d💻'],
  ['a key', '1\ufe0f\u20e3'],
  ['a variant of a character', '葛\u{e0100}'],
  ['marks', 'Zoë Ánn'],
])('%s is written with what cannot be seen', (_script, name) => {
  expect(printable(name)).toBe(name);
});

it.each([
  ['An\u00adna', 'Anna'],
  ['Anna\u200d', 'Anna'],
  ['\u200dAnna', 'Anna'],
  ['An\u200d\u200d\u200dna', 'Anna'],
  ['Anna\u3164\u2800 B', 'Anna B'],
  ['Anna\u200d\u3164', 'Anna'],
  ['A  \t B', 'A B'],
  ['\ud800A', 'A'],
])('of %j the name %j is left', (name, left) => {
  expect(printable(name)).toBe(left);
});
