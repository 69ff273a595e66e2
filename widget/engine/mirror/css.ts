/**
 * Rewrites CSS of the customer's page for a mirror: focus and hover are drawn by attributes, media features are the customer's,
 * addresses are assets or nothing, imports go. One pass over the text; knows nothing of sheets or elements.
 */
import { ASSET_SCHEME } from '../protocol/operations.js';

export interface CssContext {
  /** What the customer's media features answer. */
  readonly media: MediaFeatures;
  /** The address of an asset, or `undefined` while its bytes are missing. */
  asset(id: number): string | undefined;
}

/** Media features by name, as the customer's browser answers them. */
export type MediaFeatures = Pick<ReadonlyMap<string, string>, 'get'>;

/** In place of an address that leads nowhere: a valid image that draws nothing. */
const NO_ADDRESS = 'data:,';

const raw = String.raw;
/** The end of the text closes whatever is open. */
const DOUBLE = raw`"([^"\\\n]*(?:\\[^][^"\\\n]*)*)(?:"|\\?$)`;
const SINGLE = raw`'([^'\\\n]*(?:\\[^][^'\\\n]*)*)(?:'|\\?$)`;
const SPACE = raw`[ \t\n]*`;
/** An address without quotes goes on to the next bracket, whatever is in between. */
const BARE_URL = raw`(?<![\w-])url\(${SPACE}(?![ \t\n"'])([^)\\]*(?:\\[^][^)\\]*)*)(?:\)|\\?$)`;
const UNCLOSED = raw`"[^"\\\n]*(?:\\[^][^"\\\n]*)*|'[^'\\\n]*(?:\\[^][^'\\\n]*)*`;
const COMMENT = raw`/\*[^]*?(?:\*/|$)`;

/** What has a meaning here, and what hides text from having one. Groups 1–3: an address; 4 and 5: a string. */
const TOKEN = new RegExp(
  [
    raw`(?<![\w-])url\(${SPACE}(?:${DOUBLE}|${SINGLE})${SPACE}(?:\)|$)`,
    BARE_URL,
    COMMENT,
    DOUBLE,
    SINGLE,
    UNCLOSED,
    raw`\\[^]`,
    // With something else behind its string, such as a comment or a modifier.
    raw`(?<![\w-])(?:url|src)\(`,
    raw`(?<![\w])(?:-webkit-)?image-set\(`,
    raw`@(?:media|import|namespace|container)(?![\w-])`,
    raw`:(?:focus-visible|focus-within|focus|hover|active)(?![\w-])`,
    raw`(?<![\w-])color-scheme\s*:[^;{}()]*`,
  ].join('|'),
  'gi',
);

/** Brackets and ends, where they are not hidden. */
const BRACKET = new RegExp([BARE_URL, COMMENT, DOUBLE, SINGLE, UNCLOSED, raw`\\[^]`, '[{};()]'].join('|'), 'gi');

/** Most sheets are mostly plain; those are copied without a look at each token. */
const REWRITABLE = /(?:url|src|image-set)\(|@(?:media|import)|:(?:focus|hover|active)|color-scheme|\\/i;

const STATE: Readonly<Record<string, string>> = {
  ':focus': ':is(:focus,[cobrowse-focus])',
  ':focus-visible': ':is(:focus-visible,[cobrowse-focus=""])',
  ':focus-within': ':is(:focus-within,[cobrowse-focus-within])',
  ':hover': ':is(:hover,[cobrowse-hover])',
  ':active': ':is(:active,[cobrowse-active])',
};

/** A pseudo-element takes a state behind it, but no selector list. */
const AFTER_PSEUDO_ELEMENT = /::[\w-]+(?:\([^()]*\))?$/;
const LONGEST_PSEUDO_ELEMENT = 80;

/** Rewrites a sheet, a rule or a list of declarations. */
export function rewriteCss(css: string, context: CssContext): string {
  return REWRITABLE.test(css) ? rewrite(plain(css), context) : css;
}

/** Whether a value that need not be CSS has to be rewritten because it may name an address. */
export function mayNameAddress(value: string): boolean {
  return /(?:url|src|image-set)\(/i.test(value) || (value.includes('\\') && value.includes('('));
}

/**
 * The same text with one way to write things, as a browser's parser reads it: newlines are newlines, and letters are no escapes,
 * since `@\69mport` and `u\72l(` are what they say. Other escapes stay; what follows one must not become a part of it.
 */
function plain(css: string): string {
  const text = css.replace(/\r\n?|\f/g, '\n');
  let letterEnd = -1;
  const decode = (escape: string, hex: string | undefined, other: string | undefined, at: number): string => {
    const character = hex === undefined ? (other ?? '') : String.fromCodePoint(Math.min(parseInt(hex, 16), 0x10ffff));
    // In front of a digit a hyphen alone would begin a number.
    const isInName = at === letterEnd || /[a-z]/i.test(text.charAt(at - 1));
    if (!/[a-z]/i.test(character) && !(character === '-' && isInName)) return hex === undefined ? escape : `\\${hex} `;
    letterEnd = at + escape.length;
    return character;
  };
  return text.includes('\\') ? text.replace(/\\(?:([0-9a-f]{1,6})[ \t\n]?|([^]))/gi, decode) : text;
}

function rewrite(css: string, context: CssContext): string {
  const parts: string[] = [];
  let copied = 0;
  let boundary = -1;
  let imageSetEnd = -1;
  let urlEnd = -1;
  const replace = (from: number, to: number, text: string): void => {
    parts.push(css.slice(copied, from), text);
    copied = to;
  };
  /** Looked for once a statement: the search starts again only behind what it found. */
  const boundaryFrom = (at: number): number => {
    if (boundary < at) boundary = findBoundary(css, at);
    return boundary;
  };

  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(css); match; match = TOKEN.exec(css)) {
    const { index } = match;
    const text = match[0];
    const end = index + text.length;
    const string = match[4] ?? match[5];
    const url = match[1] ?? match[2] ?? match[3]?.trim();
    switch (text.charAt(0).toLowerCase()) {
      case '"':
      case "'":
        if (string === undefined) break;
        if (index < urlEnd) replace(index, end, `"${address(string, context)}"`);
        // The strings of an image set are addresses, but for those that name a type.
        else if (index < imageSetEnd && !/type\(\s*$/i.test(css.slice(Math.max(0, index - 8), index))) {
          replace(index, end, `url("${address(string, context)}")`);
        }
        break;
      case 'i':
      case '-':
        if (index >= imageSetEnd) imageSetEnd = findClosing(css, end);
        break;
      case ':': {
        const state = STATE[text.toLowerCase()];
        // Behind a pseudo-class of a selector comes a block; `animation:focus 1s` ends with the declaration.
        const inSelector = css.charAt(boundaryFrom(index)) === '{';
        const before = css.slice(Math.max(0, index - LONGEST_PSEUDO_ELEMENT), index);
        if (state && inSelector && !AFTER_PSEUDO_ELEMENT.test(before)) replace(index, end, state);
        break;
      }
      case '@': {
        const preludeEnd = boundaryFrom(end);
        const name = text.toLowerCase();
        if (name === '@media') replace(end, preludeEnd, rewriteMedia(css.slice(end, preludeEnd), context.media));
        if (name === '@import') replace(index, css.charAt(preludeEnd) === ';' ? preludeEnd + 1 : preludeEnd, '');
        TOKEN.lastIndex = preludeEnd;
        break;
      }
      case 'c': {
        const scheme = context.media.get('prefers-color-scheme');
        if (scheme) replace(index, end, text.replace(/\b(?:light\s+dark|dark\s+light)\b/i, scheme));
        break;
      }
      case 'u':
      case 's':
        if (url !== undefined) replace(index, end, `url("${address(url, context)}")`);
        else if (index >= urlEnd) urlEnd = findClosing(css, end);
    }
  }
  parts.push(css.slice(copied));
  return parts.join('');
}

/** Conditions on the customer's features become ones that always or never hold. */
export function rewriteMedia(query: string, media: MediaFeatures): string {
  return query.replace(/\(\s*([a-z-]+)\s*(?::\s*([a-z-]+)\s*)?\)/gi, (condition, name: string, value?: string) => {
    const actual = media.get(name.toLowerCase());
    if (actual === undefined) return condition;
    const holds =
      value === undefined ? actual !== 'none' && actual !== 'no-preference' : actual === value.toLowerCase();
    return holds ? '(min-width:0px)' : '(min-width:99999999px)';
  });
}

/** Reads the root document's `media` property. */
export function parseMedia(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(';').flatMap((pair) => {
      const [name, value] = pair.split(':');
      return name && value ? [[name.trim(), value.trim()] as const] : [];
    }),
  );
}

/** The asset that an address names, or `undefined`. */
export function assetId(url: string): number | undefined {
  if (!url.startsWith(ASSET_SCHEME)) return undefined;
  const id = Number(url.slice(ASSET_SCHEME.length));
  return Number.isSafeInteger(id) ? id : undefined;
}

function address(url: string, context: CssContext): string {
  const id = assetId(url);
  if (id !== undefined) return context.asset(id) ?? NO_ADDRESS;
  if (!/^(?:#|data:)/i.test(url) || /[\n\r\f]/.test(url)) return NO_ADDRESS;
  // Escapes stay; a quote that needed none in its old quotes does in the new ones.
  return url.replace(/\\[^]|"/g, (part) => (part === '"' ? '\\"' : part));
}

/** Where the next prelude or declaration ends. */
function findBoundary(css: string, from: number): number {
  BRACKET.lastIndex = from;
  for (let match = BRACKET.exec(css); match; match = BRACKET.exec(css)) {
    if (match[0].length === 1 && '{};'.includes(match[0])) return match.index;
  }
  return css.length;
}

/** Where the function ends whose bracket was opened in front of `from`. */
function findClosing(css: string, from: number): number {
  BRACKET.lastIndex = from;
  let depth = 1;
  for (let match = BRACKET.exec(css); match; match = BRACKET.exec(css)) {
    if (match[0] === '(') depth++;
    else if (match[0] === ')' && --depth === 0) return match.index;
  }
  return css.length;
}
