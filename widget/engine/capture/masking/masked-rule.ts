/**
 * What of a style rule may leave where its texts and pictures belong to masked elements (SPEC M8). Reads CSSOM and the page; makes plain
 * text, which only the masker may send.
 */
import { adoptedSheetsOf, isShadowRoot, matches, parentNode, queryAll, rootOf, type Root } from '../dom.js';
import { KEYWORDS } from './keywords.js';
import { isCss, maskedDeclarations, withoutWords, type Found } from './masked-declarations.js';
import { reachOf } from './selector-reach.js';
import { splitSelectors } from './selector-text.js';

/** What a rule is looked at for. */
export interface MaskedPage {
  roots(): Iterable<Root>;
  isMasked(node: Node): boolean;
}

/** At-rules that are nothing but the rules in them, on a condition. */
const GROUP = /^@(?:layer|media|supports|container|scope|starting-style)\b/;
/** Fonts and namespaces are for no element, and their names are not for reading. */
const NAMES = /^@(?:font-|namespace)/;

/** What is not for reading, in the browser's own text of a rule: names of fonts and areas, and values that are words of HTML. */
const OF_FONTS_AND_WORDS =
  /(?<![\w-])(?:font[\w-]*|--[\w-]*font[\w-]*|src|grid[\w-]*):(?:[^;"}]|"(?:[^"\\]|\\[^])*")*|\[(?:class|id)\W[^\]]*\]|\[[\w-]+[~|^$*]?="(?:true|false|button|submit|reset|checkbox|radio|text|search|number|rtl|ltr|tab|dialog|page)?"(?: i)?\]/gi;
/** Texts and pictures that it brings, and values of attributes that it looks for. */
const TELLING = /url\(|counter-[\w-]+:[^;}]*\d\d|["'](?:[^"'\\]|\\[^])*[\p{L}\p{N}]/iu;
/** Properties of the page's own, which may hold anything; most hold lengths and colours, and are many. */
const OWN = /--[\w-]+:([^;{}]*)/g;

/** Whether a rule, or a block of declarations, has anything that may be of something masked. */
export function tells(text: string): boolean {
  const read = text.replace(OF_FONTS_AND_WORDS, '');
  if (TELLING.test(read)) return true;
  for (const [, value = ''] of read.matchAll(OWN)) if (!isCss(value)) return true;
  return false;
}

/**
 * What found something masked, since a page may write it again: what such a rule says of an element is no less private once that has gone.
 */
const lastFound = new WeakMap<MaskedPage, Map<string, Found>>();
const REMEMBERED_MAX = 5_000;

/** What a selector asks of an attribute's value; the browser's own text of a rule has it quoted. */
const TEST = /\[([^\]"'=~|^$*]*(?:\|[^\]"'=~|^$*]+)?)([~|^$*]?=)("(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')[^\]"']*\]/g;

/**
 * The rule's text, without what would tell of something masked.
 * @param around the selector of the style rule that this one is nested in
 */
export function maskedRule(rule: CSSRule, page: MaskedPage, around?: string): string {
  const { cssText } = rule;
  const inside = (within = around): string =>
    Array.from((rule as CSSGroupingRule).cssRules ?? [], (each) => maskedRule(each, page, within)).join('\n');
  const isAt = cssText.startsWith('@');
  if (!isAt && 'selectorText' in rule) {
    const { selectorText, style } = rule as CSSStyleRule;
    const selector = nested(selectorText, around);
    const block = maskedBlock(style.cssText, selector, rule, page);
    return `${maskedHead(selectorText, rule, page)} { ${block} ${inside(selector)} }`;
  }
  // Of a rule around: what stands between its nested rules.
  if (!isAt && around !== undefined) return maskedBlock(cssText, around, rule, page);
  if (NAMES.test(cssText)) return cssText;
  if (!('cssRules' in rule)) return maskedAtRule(cssText);
  const length = headLength(cssText);
  const head = cssText.slice(0, length);
  // What a condition asks for may be a text as well.
  if (GROUP.test(cssText))
    return `${head.startsWith('@scope') ? maskedHead(head, rule, page) : withoutWords(head)}{${inside()}}`;
  return maskedFrames(rule, head) ?? withoutPictures(withoutWords(cssText));
}

/** The frames of an animation: they name no element, so their texts count as everybody's, and their pictures may be anybody's. */
function maskedFrames(rule: CSSRule, head: string): string | undefined {
  if (!/^@(?:-webkit-)?keyframes\b/.test(head)) return undefined;
  const frames = Array.from((rule as CSSKeyframesRule).cssRules, (each) => {
    const { keyText, style } = each as CSSKeyframeRule;
    return `${keyText} { ${withoutPictures(maskedDeclarations(style.cssText, 'mixed'))} }`;
  });
  return `${head}{${frames.join('\n')}}`;
}

/** Counters, pages, registered properties: the same. */
function maskedAtRule(cssText: string): string {
  const length = headLength(cssText);
  const end = cssText.lastIndexOf('}');
  if (end < length) return withoutWords(cssText);
  return `${cssText.slice(0, length)}{${withoutPictures(maskedDeclarations(cssText.slice(length + 1, end), 'mixed'))}}`;
}

/** Up to the first brace that stands in no string. */
function headLength(cssText: string): number {
  return /^(?:[^{"']|"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')*/.exec(cssText)?.[0].length ?? 0;
}

const withoutPictures = (text: string): string =>
  text.replace(/url\(\s*(?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|[^)"'\s]*)\s*\)/gi, 'url("data:,")');

/** Selectors without values that only masked elements have. */
function maskedHead(text: string, rule: CSSRule, page: MaskedPage): string {
  return text.replace(TEST, (test, name: string, operator: string, value: string) => {
    if (KEYWORDS.test(value.slice(1, -1)) || /^(?:class|id|part|exportparts)$/i.test(name)) return test;
    // Whose value it is need not be what the rule styles, nor be in its root.
    const found = look(() => havingValue(test, name, page), page, true);
    return judged(found, rootsOf(rule, page), page, test) === 'masked' ? `[${name}${operator}"*"]` : test;
  });
}

/** A nested selector as one that stands alone. */
function nested(selector: string, around: string | undefined): string {
  if (around === undefined) return selector;
  return selector.includes('&') ? selector.replaceAll('&', `:is(${around})`) : `:is(${around}) :is(${selector})`;
}

/** What a rule finds is searched for only where that matters: it costs. */
function maskedBlock(block: string, selector: string, rule: CSSRule, page: MaskedPage): string {
  return tells(block) ? maskedDeclarations(block, find(selector, rule, page)) : block;
}

/** Whether what a rule's selector finds is open, masked, or some of it either. */
function find(selector: string, rule: CSSRule, page: MaskedPage): Found {
  const roots = rootsOf(rule, page);
  return judged(
    look(() => selected(selector, roots, page), page),
    roots,
    page,
    rule.cssText,
  );
}

/** @param home the roots that the rule is for */
function judged(now: Found | 'nothing' | 'unknown', home: readonly Root[], page: MaskedPage, key: string): Found {
  const remembered = lastFound.get(page) ?? new Map<string, Found>();
  lastFound.set(page, remembered);
  // Where nothing is open, nothing that comes will be.
  if (now === 'nothing') return home.every((root) => page.isMasked(root)) ? 'masked' : (remembered.get(key) ?? 'open');
  // Of what it may find something may be masked, and nobody can say what.
  if (now === 'unknown') return 'masked';
  remembered.delete(key);
  if (now !== 'open') remembered.set(key, now);
  const [oldest] = remembered.keys();
  if (oldest !== undefined && remembered.size > REMEMBERED_MAX) remembered.delete(oldest);
  return now;
}

/** @param openIsEnough whether it makes no difference that some are masked */
function look(
  elements: () => Iterable<Element>,
  page: MaskedPage,
  openIsEnough = false,
): Found | 'nothing' | 'unknown' {
  let [open, masked] = [false, false];
  try {
    for (const element of elements()) {
      if (page.isMasked(element)) masked = true;
      else open = true;
      if (open && openIsEnough) return 'open';
      if (masked && open) return 'mixed';
    }
  } catch {
    return 'unknown';
  }
  return masked ? 'masked' : open ? 'open' : 'nothing';
}

/** Elements that have an attribute, by its name: a browser finds them by trying all. For as long as the page cannot change. */
const holders = new WeakMap<MaskedPage, Map<string, readonly Element[]>>();

function* havingValue(test: string, name: string, page: MaskedPage): Iterable<Element> {
  let known = holders.get(page);
  if (!known) {
    holders.set(page, (known = new Map()));
    queueMicrotask(() => holders.delete(page));
  }
  let having = known.get(name);
  if (!having) known.set(name, (having = [...page.roots()].flatMap((root) => [...queryAll(root, `[${name}]`)])));
  for (const element of having) if (matches(element, test)) yield element;
}

function* selected(selector: string, roots: readonly Root[], page: MaskedPage): Iterable<Element> {
  for (const root of roots) for (const one of splitSelectors(selector)) yield* elementsOf(one, root, page);
}

/** What one selector may select: in its root, or outside of it, as sheets of shadow trees can. */
function* elementsOf(selector: string, root: Root, page: MaskedPage): Iterable<Element> {
  const part = /::part\(\s*([^\s)]+)/i.exec(selector)?.[1];
  if (part !== undefined) {
    for (const each of page.roots()) yield* queryAll(each, `[part~="${part}"]`);
    return;
  }
  const host = isShadowRoot(root) ? root.host : undefined;
  const slotted = selector.search(/::slotted\(/i);
  if (slotted >= 0) {
    const shown = reachOf(selector.slice(slotted + '::slotted('.length).replace(/\)[^)]*$/, ''));
    if (host) for (const each of queryAll(host, shown)) if (parentNode(each) === host) yield each;
    return;
  }
  if (!/:host\b/i.test(selector)) return yield* queryAll(root, reachOf(selector));
  // Of the host itself only; or of what is in its tree, whatever the host must be like.
  const inner =
    /^:host(?:-context)?(?:\((?:[^()]|\([^()]*\))*\))?(?:[^\s>+~()]|\([^()]*\))*(?:\s*>\s*|\s+)(?=[^\s>+~])/i.exec(
      selector,
    );
  if (inner) yield* queryAll(root, reachOf(selector.slice(inner[0].length)));
  else {
    if (host) yield host;
    if (/[\s>+~]/.test(selector.replace(/\([^()]*\)/g, ''))) yield* queryAll(root, '*');
  }
}

/** The roots that the rule's sheet is for. */
function rootsOf(rule: CSSRule, page: MaskedPage): readonly Root[] {
  let sheet = rule.parentStyleSheet;
  while (sheet?.parentStyleSheet) sheet = sheet.parentStyleSheet;
  if (sheet?.ownerNode) return [rootOf(sheet.ownerNode)];
  const adopted = sheet;
  return [...page.roots()].filter((root) => adopted && Array.from(adoptedSheetsOf(root)).includes(adopted));
}
