/** The letters and numbers that stand for words on the wire (SPEC C2), for the writer and the reader alike. */
import { PROPERTY_TYPE, type Operation, type PropertyName } from './operations.js';

export const TAG = {
  begin: 'b',
  end: 'z',
  insert: 'i',
  move: 'm',
  remove: 'x',
  attribute: 'a',
  text: 't',
  property: 'p',
  sheet: 's',
  adopt: 'o',
  define: 'd',
  asset: 'r',
  pointer: 'v',
  digest: 'h',
} as const satisfies Record<Operation['type'], string>;

/** In place of an element's kind: it has one child, a text, which follows it. */
export const ELEMENT_WITH_TEXT = 'E';

/** A property's number is its place in this list. */
export const PROPERTY_NAMES = /* @__PURE__ */ Object.keys(PROPERTY_TYPE) as readonly PropertyName[];
