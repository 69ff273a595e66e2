/** What somebody else wrote, made fit to stand among our own words. */
import { UNSEEN } from '../engine/protocol/unseen.js';

/** Control characters, what ends a line, halves of a pair, what turns the direction of the text around it, and what is drawn as nothing. */
const UNREADABLE =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2800\ufff9-\ufffc\u{1d159}]+/gu;

/** Somebody's words as one line of plain text; empty if there is nothing to see. */
export function plainText(text: string): string {
  return text.replace(UNREADABLE, ' ').replace(UNSEEN, '$1').trim();
}

/** A name for use inside of a sentence of any direction. */
export function quotable(name: string): string {
  return `\u2068${plainText(name)}\u2069`;
}
