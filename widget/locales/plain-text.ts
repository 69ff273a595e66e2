/** What somebody else wrote, made fit to stand among our own words. */

/** Control characters, what ends a line, halves of a pair, and what turns the direction of the text around it. */
const UNREADABLE = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** Somebody's words as one line of plain text. */
export function plainText(text: string): string {
  return text.replace(UNREADABLE, ' ').trim();
}

/** A name for use inside of a sentence of any direction. */
export function quotable(name: string): string {
  return `\u2068${plainText(name)}\u2069`;
}
