/** Names as people may be shown them: a name is whatever somebody wrote, and stands in sentences, titles and lists. */
import { UNSEEN } from '../../widget/engine/protocol/unseen.js';

/** What no name needs, and what turns or breaks the text around one: control characters, ends of line, directional marks and overrides. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** Signs that are drawn as nothing (an empty braille cell, an empty note head), and spaces of whatever width. */
const BLANK = /[\s\u2800\ufff9-\ufffc\u{1d159}]+/gu;

const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** The name without them; empty if there is nothing to see. */
export function printable(name: string): string {
  const cleaned = name.replaceAll(UNPRINTABLE, '').replaceAll(UNSEEN, '$1').replaceAll(BLANK, ' ').trim();
  return SEEN.test(cleaned) ? cleaned : '';
}

/** The name, else the id; of an id that cannot be seen either, what the service's own random ids look like. */
export function nameOr(userId: string, name: string): string {
  return printable(name) || printable(userId) || hex(userId);
}

function hex(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, '0'));
  return bytes.join('').slice(0, 32).padStart(32, '0');
}
