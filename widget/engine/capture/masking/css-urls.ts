/** Finds addresses in CSS text. Owns the syntax of `url()`, nothing of what becomes of an address. */

/** `url("…")`, `url('…')` and `url(…)`, with escapes in the quoted forms. */
const URL_FUNCTION = /url\(\s*(?:"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|([^)"'\s]*))\s*\)/gi;

/** `u\72l(` and the like: a name may be written with escapes, which would hide an address from the search. No name of ours is longer. */
const CALL = /(?<![\w-])(?:[\w-]|\\[\da-f]{1,6}\s?|\\[^\da-f\n]){1,20}\(/gi;
const ESCAPE = /\\(?:([\da-f]{1,6})\s?|([^\da-f\n]))/gi;
const OURS = /^(?:url|(?:-webkit-)?image-set)\($/i;

/** `@import` takes a bare string as well as a `url()`; a mirror must see neither. */
const IMPORT = /@import\s+(?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|url\([^)]*\))[^;]*;?/gi;

/** `image-set()` takes bare strings for addresses, beside `type("…")`. */
const IMAGE_SET = /image-set\(/gi;
const TOKEN = /"(?:[^"\\]|\\[^])*"?|'(?:[^'\\]|\\[^])*'?|\\[^]|[()]/g;
const BARE = /([\w-]+\(\s*)?("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')/g;

/** Replaces every address of `css` with what `replace` says, always quoted; imports go. */
export function rewriteUrls(css: string, replace: (url: string) => string): string {
  let rewritten = css.includes('\\') ? css.replace(CALL, unescaped) : css;
  if (css.includes('@import') || css.includes('@IMPORT')) rewritten = rewritten.replace(IMPORT, '');
  for (const { index } of [...rewritten.matchAll(IMAGE_SET)].toReversed()) {
    const end = endOf(rewritten, index);
    const set = rewritten
      .slice(index, end)
      .replace(BARE, (found, call: string | undefined, text: string) =>
        call && !/image-set/i.test(call) ? found : `${call ?? ''}url(${text})`,
      );
    rewritten = rewritten.slice(0, index) + set + rewritten.slice(end);
  }
  if (!/url\(/i.test(rewritten)) return rewritten;
  return rewritten.replace(URL_FUNCTION, (_match, double?: string, single?: string, bare?: string) => {
    const url = (double ?? single ?? bare ?? '').replace(/\\([^])/g, '$1');
    return `url("${replace(url).replace(/["\\\n\r]/g, encodeURIComponent)}")`;
  });
}

function unescaped(call: string): string {
  const plain = call.replace(ESCAPE, (_match, code?: string, character?: string) =>
    code ? String.fromCodePoint(Math.min(parseInt(code, 16), 0x10_ff_ff)) : (character ?? ''),
  );
  return OURS.test(plain) ? plain : call;
}

/** Behind the parenthesis that closes the first one from here; what none closes goes to the end, as a browser reads it. */
function endOf(css: string, from: number): number {
  let depth = 0;
  TOKEN.lastIndex = from;
  for (let token = TOKEN.exec(css); token; token = TOKEN.exec(css)) {
    if (token[0] === '(') depth++;
    if (token[0] === ')' && --depth === 0) return TOKEN.lastIndex;
  }
  return css.length;
}

/** Names of attributes that selectors or `attr()` in this CSS look at. */
export function attributeNamesIn(css: string): Iterable<string> {
  const names = new Set<string>();
  for (const match of css.matchAll(/(?:\[|\battr\()\s*(?:[\w*-]*\|)?([A-Za-z_][\w-]*)\s*(?=[\]~|^$*=,)\s])/g)) {
    if (match[1]) names.add(match[1].toLowerCase());
  }
  return names;
}
