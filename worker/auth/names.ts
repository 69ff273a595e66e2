/** Names as people may be shown them: a name is whatever somebody wrote, and stands in sentences, titles and lists. */

/**
 * What no name needs, and what turns or breaks the text around one: control characters, ends of line, directional marks and overrides,
 * invisible tags. Joiners stay, since scripts and emoji need them.
 */
const UNPRINTABLE =
  /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]+/gu;

/** The name without them; empty if nothing else was there. */
export function printable(name: string): string {
  return name.replaceAll(UNPRINTABLE, '').trim();
}
