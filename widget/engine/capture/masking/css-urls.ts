/** Finds addresses in CSS text. Owns the syntax of `url()`, nothing of what becomes of an address. */

/** `url("…")`, `url('…')` and `url(…)`, with escapes in the quoted forms. */
const URL_FUNCTION = /url\(\s*(?:"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|([^)"'\s]*))\s*\)/gi;

/** `u\72l(` and the like: a name may be written with escapes, which would hide an address from the search. */
const ESCAPED_URL = /(?:u|\\u|\\0{0,4}[57]5\s?)(?:r|\\r|\\0{0,4}[57]2\s?)(?:l|\\l|\\0{0,4}[46]c\s?)\(/gi;

/** `@import` takes a bare string as well as a `url()`; a mirror must see neither. */
const IMPORT = /@import\s+(?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|url\([^)]*\))[^;]*;?/gi;

/** `image-set()` takes bare strings for addresses, beside `type("…")`. */
const IMAGE_SET = /image-set\((?:[^()"']|"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|\([^()]*\))*\)/gi;
const BARE = /([\w-]+\(\s*)?("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')/g;

/** Replaces every address of `css` with what `replace` says, always quoted; imports go. */
export function rewriteUrls(css: string, replace: (url: string) => string): string {
  let rewritten = css.includes('\\') ? css.replace(ESCAPED_URL, 'url(') : css;
  if (css.includes('@import') || css.includes('@IMPORT')) rewritten = rewritten.replace(IMPORT, '');
  if (/image-set\(/i.test(rewritten)) {
    rewritten = rewritten.replace(IMAGE_SET, (set) =>
      set.replace(BARE, (found, call: string | undefined, text: string) =>
        call && !/image-set/i.test(call) ? found : `${call ?? ''}url(${text})`,
      ),
    );
  }
  if (!/url\(/i.test(rewritten)) return rewritten;
  return rewritten.replace(URL_FUNCTION, (_match, double?: string, single?: string, bare?: string) => {
    const url = (double ?? single ?? bare ?? '').replace(/\\([^])/g, '$1');
    return `url("${replace(url).replace(/["\\\n\r]/g, encodeURIComponent)}")`;
  });
}

/** Names of attributes that selectors or `attr()` in this CSS look at. */
export function attributeNamesIn(css: string): Iterable<string> {
  const names = new Set<string>();
  for (const match of css.matchAll(/(?:\[|\battr\()\s*(?:[\w*-]*\|)?([A-Za-z_][\w-]*)\s*(?=[\]~|^$*=,)\s])/g)) {
    if (match[1]) names.add(match[1].toLowerCase());
  }
  return names;
}
