/**
 * Acts of remote assist (SPEC G6): what a granted agent does at the desk, as the body of a frame of class ACT. A place is an element
 * and fractions of its box, since both sides may lay the page out differently. Decoded strictly: an act that is not exactly right is none.
 */
import { ACT_MAX_BYTES, ACT_SCROLL_MAX_PX, ACT_TEXT_MAX_LENGTH } from './limits.js';

/** A place on the page: an element's protocol id, and where in its box, from 0 to 1. */
export interface ActPlace {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

/** What there is at this place, or what scrolls around it, scrolls by so many pixels of the customer's page. */
export interface ScrollAct extends ActPlace {
  readonly type: 'scroll';
  readonly dx: number;
  readonly dy: number;
}

/** The place is pressed: to focus a field, or to click. */
export interface PressAct extends ActPlace {
  readonly type: 'press';
}

/** Typed into the field that was pressed last. */
export interface TextAct {
  readonly type: 'text';
  readonly text: string;
}

/** Keys that change a field or leave it. Enter is a new line: it never submits a form. */
export const ACT_KEYS = [
  'Backspace',
  'Delete',
  'Enter',
  'Tab',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
] as const;
export type ActKey = (typeof ACT_KEYS)[number];

/** In the field that was pressed last. */
export interface KeyAct {
  readonly type: 'key';
  readonly key: ActKey;
}

export type Act = ScrollAct | PressAct | TextAct | KeyAct;

const TAGS = { scroll: 's', press: 'p', text: 't', key: 'k' } as const;

const LAST_ID = 0x7fff_ffff;

export function encodeAct(act: Act): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify([TAGS[act.type], ...fieldsOf(act)]));
}

function fieldsOf(act: Act): readonly (number | string)[] {
  switch (act.type) {
    case 'scroll':
      return [act.id, act.x, act.y, act.dx, act.dy];
    case 'press':
      return [act.id, act.x, act.y];
    case 'text':
      return [act.text];
    case 'key':
      return [act.key];
  }
}

/** Reads an act, or answers `undefined`. */
export function decodeAct(body: Uint8Array): Act | undefined {
  if (body.byteLength > ACT_MAX_BYTES) return undefined;
  let list: unknown;
  try {
    list = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
  if (!Array.isArray(list)) return undefined;
  const [tag, ...fields]: unknown[] = list;
  switch (tag) {
    case TAGS.scroll: {
      const [id, x, y, dx, dy] = fields;
      const place = fields.length === 5 ? readPlace(id, x, y) : undefined;
      return place && isDistance(dx) && isDistance(dy) ? { type: 'scroll', ...place, dx, dy } : undefined;
    }
    case TAGS.press: {
      const [id, x, y] = fields;
      const place = fields.length === 3 ? readPlace(id, x, y) : undefined;
      return place && { type: 'press', ...place };
    }
    case TAGS.text: {
      const [text] = fields;
      return fields.length === 1 && isTyped(text) ? { type: 'text', text } : undefined;
    }
    case TAGS.key: {
      const key = ACT_KEYS.find((each) => each === fields[0]);
      return key && fields.length === 1 ? { type: 'key', key } : undefined;
    }
    default:
      return undefined;
  }
}

function readPlace(id: unknown, x: unknown, y: unknown): ActPlace | undefined {
  return isId(id) && isFraction(x) && isFraction(y) ? { id, x, y } : undefined;
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= LAST_ID;
}

function isFraction(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function isDistance(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= ACT_SCROLL_MAX_PX;
}

/** No control characters: what a key does is a KeyAct's to say. */
function isTyped(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= ACT_TEXT_MAX_LENGTH && !/\p{Cc}/u.test(value);
}
