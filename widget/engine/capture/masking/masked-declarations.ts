/**
 * What of a block of declarations may leave where some of what it styles is masked (SPEC M8). Knows CSS as text, and neither selectors nor
 * the page.
 */

/** What a rule finds: nothing that is masked, some that is, or nothing else. */
export type Found = 'open' | 'mixed' | 'masked';

/** Strings in these are not for reading: names of fonts and areas, shapes. Of a property that is not known here they are. */
const UNREAD =
  /^(?:font(?:-.*)?|src|grid(?:-.*)?|(?:clip|offset)-path|d|shape-outside|syntax|-webkit-locale|--\S*font\S*)$/i;

const STRING = /"(?:[^"\\]|\\[^])*"?|'(?:[^'\\]|\\[^])*'?/g;
const ADDRESS =
  /(?:url|src|image|(?:-webkit-)?image-set)\(\s*(?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|[^)"']*)[^)]*\)/gi;
const COMMENT = /\/\*[^]*?(?:\*\/|$)/g;
const LETTER = /[\p{L}\p{N}]/gu;
/** A picture of an icon font, as a page's own properties spell it. */
const ICON = /\\(?:e|f[0-8])[\da-f]{3}\s?/gi;

/** What separates declarations, and what only looks like it. */
const PART = /"(?:[^"\\]|\\[^])*"?|'(?:[^'\\]|\\[^])*'?|\/\*[^]*?(?:\*\/|$)|\\[^]|[()[\]{};]/g;

/** Declarations without what would tell of something masked. */
export function maskedDeclarations(block: string, found: Found): string {
  if (found === 'open') return block;
  return declarationsOf(block)
    .map((declaration) => maskedDeclaration(declaration, found))
    .filter((declaration) => declaration !== '')
    .map((declaration) => `${declaration};`)
    .join(' ');
}

function declarationsOf(block: string): string[] {
  const found: string[] = [];
  let [depth, start] = [0, 0];
  for (const { 0: part, index } of block.matchAll(PART)) {
    if (/^[([{]$/.test(part)) depth++;
    else if (/^[)\]}]$/.test(part)) depth = Math.max(0, depth - 1);
    else if (part === ';' && depth === 0) {
      found.push(block.slice(start, index));
      start = index + 1;
    }
  }
  found.push(block.slice(start));
  return found.map((declaration) => declaration.trim()).filter((declaration) => declaration !== '');
}

function maskedDeclaration(declaration: string, found: Found): string {
  const colon = declaration.indexOf(':');
  const name = declaration.slice(0, colon).trim();
  const value = declaration.slice(colon + 1);
  const isUnread = UNREAD.test(name);
  const text = isUnread ? value : withoutWords(value);
  if (found !== 'masked') return `${name}:${text}`;
  const bare = text.replace(ADDRESS, 'url("data:,")');
  // A counter is shown as a text, and what a page calls its own may be anything.
  if (/^counter-/i.test(name) && /\d{2}/.test(bare)) return '';
  return name.startsWith('--') && !isUnread && !isCss(bare) ? '' : `${name}:${bare}`;
}

/** Strings of which nobody can read a word; a lone letter may be a cross on a button. */
export function withoutWords(text: string): string {
  const said = (text.match(STRING) ?? []).join('').replace(ICON, '');
  if ((said.match(LETTER)?.length ?? 0) < 2) return text;
  return text.replace(STRING, (string) => (string.replace(ICON, '').match(LETTER) ? '"******"' : string));
}

/** Everything that a value of a page's own property is made of, beside words: none of it says much. */
const WORDLESS =
  /--[\w-]+|#[\da-f]{3,8}(?![\w-])|(?<![\w-])[+-]?(?:\d{1,7}(?:\.\d+)?|\.\d+)(?:%|(?:px|r?em|r?ex|r?ch|r?ic|r?cap|r?lh|[sld]?v(?:w|h|i|b|min|max)|cq(?:w|h|i|b|min|max)|cm|mm|q|in|pt|pc|deg|g?rad|turn|m?s|k?hz|dpi|dpcm|dppx|x|fr)(?![\w-]))|(?<![\w-])[+-]?(?:\d{1,3}(?:\.\d+)?|\.\d+)(?![\w%])/gi;
const FUNCTIONS =
  /^(?:rgba?|hsla?|hwb|(?:ok)?l(?:ab|ch)|color(?:-mix)?|light-dark|calc|min|max|clamp|round|abs|mod|rem|var|env|url|(?:repeating-)?(?:linear|radial|conic)-gradient|(?:translate|scale|rotate|skew)(?:3d|[xyz])?|matrix(?:3d)?|perspective|blur|brightness|contrast|drop-shadow|grayscale|hue-rotate|invert|opacity|saturate|sepia|cubic-bezier|steps|linear|minmax|repeat|fit-content|polygon|inset|circle|ellipse)$/i;
/** Words that stand in no place where they could be tried alone. */
const PARTICLES =
  /^(?:to|at|from|in|of|and|or|not|srgb|display-p3|longer|shorter|hue|closest-(?:side|corner)|farthest-(?:side|corner)|important|initial|inherit|unset|revert|jump-\w+|start|end)$/i;
/** Properties that between them take nearly all keywords, and no name of the page's own. */
const TAKERS =
  'color display position border-style border-width font-weight font-size font-style text-align text-transform text-decoration-line cursor white-space flex-direction flex-wrap align-items justify-content background-repeat background-position background-size background-attachment background-clip box-shadow width height overflow vertical-align visibility pointer-events user-select transition-timing-function animation-direction animation-fill-mode animation-iteration-count mix-blend-mode object-fit list-style-position writing-mode direction transform filter line-height table-layout border-collapse'.split(
    ' ',
  );

const judged = new Map<string, boolean>();
const JUDGED_MAX = 2_000;

/** Whether a value holds nothing but words of CSS and numbers that are sizes. */
export function isCss(value: string): boolean {
  const text = value.replace(COMMENT, ' ').replace(STRING, ' ').replace(WORDLESS, ' ');
  if (/[\\\d]/.test(text)) return false;
  for (const [word, call] of text.matchAll(/[\p{L}\p{N}_-]+(\()?/gu)) {
    if (call ? !FUNCTIONS.test(word.slice(0, -1)) : !isKeyword(word)) return false;
  }
  return true;
}

function isKeyword(word: string): boolean {
  if (!/\p{L}/u.test(word) || PARTICLES.test(word)) return true;
  let known = judged.get(word);
  if (known === undefined) {
    known = CSS.supports(word, 'initial') || TAKERS.some((property) => CSS.supports(property, word));
    if (judged.size >= JUDGED_MAX) judged.clear();
    judged.set(word, known);
  }
  return known;
}
