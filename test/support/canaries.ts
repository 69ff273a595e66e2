/** Looks for a secret in what left a page: whole or in pieces, plain or in the usual disguises. */

/** Shorter pieces turn up by chance. */
const PIECE_LENGTH = 4;

/** Everything that `text` may have become on its way, as patterns to look for. */
function disguises(text: string): string[] {
  const bytes = (value: string): string => String.fromCharCode(...new TextEncoder().encode(value));
  // A piece of three bytes at each of the three places that base64 may have it.
  const base64 = [0, 1, 2].map((shift) =>
    btoa(bytes('\0'.repeat(shift) + text))
      .slice(shift === 0 ? 0 : shift + 1)
      .replace(/.?=*$/, ''),
  );
  const escaped = text.replace(/[^\w]/g, (character) => `&#${character.charCodeAt(0)};`);
  return [
    text,
    encodeURIComponent(text),
    escaped,
    [...text].toReversed().join(''),
    ...base64.filter(({ length }) => length >= 5),
  ];
}

/** The first trace of a secret in a text, or nothing. */
export function traceOf(secret: string, sent: string): string | undefined {
  const haystack = sent.toLowerCase();
  for (let at = 0; at + PIECE_LENGTH <= secret.length; at++) {
    const piece = secret.slice(at, at + PIECE_LENGTH);
    if (haystack.includes(piece.toLowerCase())) return piece;
  }
  return disguises(secret).find((text) => sent.includes(text));
}
