/** Names that somebody else wrote, made fit for a sentence. */

/** Such a name must not turn the direction of the sentence around it, nor break its line. */
const UNREADABLE = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** A name for use inside of a sentence of any direction. */
export function quotable(name: string): string {
  return `\u2068${name.replace(UNREADABLE, ' ')}\u2069`;
}
