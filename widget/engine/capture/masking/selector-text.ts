/** Selectors as text: what separates one from the next, and what only looks like it. Knows nothing of what they select. */

/** Escaped characters, quoted values and comments may look like anything. */
const OPAQUE = /\/\*[^]*?\*\/|\\[^]|"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'/g;

/** A selector without its quoted values, escaped characters and comments. */
export function withoutStrings(selector: string): string {
  return selector.replace(OPAQUE, '');
}

/** The selectors of a list that a browser takes. Commas in brackets, quotes or escapes separate nothing. */
export function splitSelectors(list: string): string[] {
  const bare = list.replace(OPAQUE, (opaque) => '_'.repeat(opaque.length));
  const selectors: string[] = [];
  for (let [at, start, depth] = [0, 0, 0]; at <= bare.length; at++) {
    const character = bare[at];
    if (character === '(' || character === '[') depth++;
    else if (character === ')' || character === ']') depth--;
    if (at < bare.length && (character !== ',' || depth > 0)) continue;
    selectors.push(list.slice(start, at).trim());
    start = at + 1;
  }
  return selectors;
}
