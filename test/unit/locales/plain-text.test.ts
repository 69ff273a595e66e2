/** Others' words among our own. */
import { expect, it } from 'vitest';
import { plainText, quotable } from '../../../widget/locales/plain-text.js';

it.each([
  ['\u3164', ''],
  ['\ufffc \ufff9', ''],
  ['\u2800 \u00ad\u034f\u115f', ''],
  ['\u200d\ufe0f', ''],
  ['a\u0000b\u202ec', 'a b c'],
  ['Do\u00admain', 'Domain'],
  ['می\u200cخواهم', 'می\u200cخواهم'],
  ['क्\u200dष ❤\ufe0f\u200d🔥', 'क्\u200dष ❤\ufe0f\u200d🔥'],
])('%j reads %j', (text, read) => {
  expect(plainText(text)).toBe(read);
});

it('a name has its own direction', () => {
  expect(quotable('\u202eAnn\u2069')).toBe('\u2068Ann\u2069');
});
