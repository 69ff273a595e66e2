/**
 * What of a style rule may leave where its texts and pictures belong to masked elements (SPEC M8). Reads CSSOM and the page; makes plain
 * text, which only the masker may send.
 */
import { isShadowRoot, queryAll, rootOf, type Root } from '../dom.js';

/** What a rule is looked at for. */
export interface MaskedPage {
  roots(): Iterable<Root>;
  isMasked(element: Element): boolean;
}

/** Declarations that put a text on the page; names of fonts are not for reading. */
const WRITING =
  /(?<![\w-])((?:content|quotes|list-style(?:-type)?|initial-value|symbols|prefix|suffix|negative|--(?!\S*font)[\w-]+)\s*:)((?:[^;{}"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*)/gi;
const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;
const WORD = /[\p{L}\p{N}]{2}/u;
const ADDRESS = /url\(\s*(?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|[^)"'\s]*)\s*\)/gi;

/** Parts and states that `querySelectorAll` does not find: without them a selector finds more. */
const UNFOUND =
  /::?(?:before|after|marker|placeholder|backdrop|selection|first-l[a-z]+|-[\w-]+)|:(?:hover|active|focus[\w-]*|visited|link|any-link|checked|target|enabled|disabled|placeholder-shown|valid|invalid|open)(?![\w-])/gi;

/** What is left of a negation or relation whose state was taken out; it would find nothing, or be no selector. */
const EMPTY_FUNCTION = /:(?:not|has|is|where)\(\s*\)/gi;

/**
 * Rules that found something masked, by their text, since a page may write them again: what such a rule says of an element is no less private
 * once that has gone.
 */
const lastFound = new WeakMap<MaskedPage, Map<string, Found>>();
const REMEMBERED_MAX = 5_000;

type Found = 'open' | 'mixed' | 'masked';

/** The value of an attribute that a selector looks for; the browser's own text of a rule has it quoted. */
const LOOKED_FOR = /(\[[^\]"'=]*=\s*)("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/g;

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
    const found = find(selector, rule, page);
    // What finds masked elements alone finds nothing in a mirror, and what it looks for is theirs.
    const head = found === 'masked' ? selectorText.replace(LOOKED_FOR, '$1"*"') : selectorText;
    return `${head} { ${maskedText(style.cssText, found)} ${inside(selector)} }`;
  }
  // Of a rule around: what stands between its nested rules.
  if (!isAt && around !== undefined) return maskedText(cssText, find(around, rule, page));
  // A font's address is for no element; a group is its rules. Frames and counters name no element, so they count as everybody's.
  if (rule.constructor.name === 'CSSFontFaceRule') return cssText;
  if (!('cssRules' in rule) || 'name' in rule || 'style' in rule) return withoutWords(cssText);
  return `${cssText.slice(0, cssText.indexOf('{'))}{${inside()}}`;
}

/** A nested selector as one that stands alone. */
function nested(selector: string, around: string | undefined): string {
  if (around === undefined) return selector;
  return selector.includes('&') ? selector.replaceAll('&', `:is(${around})`) : `:is(${around}) :is(${selector})`;
}

function maskedText(declarations: string, found: Found): string {
  const text = found === 'open' ? declarations : withoutWords(declarations);
  return found === 'masked' ? text.replace(ADDRESS, 'url("data:,")') : text;
}

function withoutWords(text: string): string {
  return text.replace(
    WRITING,
    (_match, name: string, value: string) =>
      name + value.replace(STRING, (string) => (WORD.test(string) ? '"******"' : string)),
  );
}

/** Whether what a selector finds is open, masked, or some of it either. */
function find(selector: string, rule: CSSRule, page: MaskedPage): Found {
  const bare = selector.replace(UNFOUND, '').replace(EMPTY_FUNCTION, '').trim() || '*';
  let [open, masked] = [0, 0];
  // Of a shadow root's own sheet: hosts and what is slotted cannot be found from inside.
  const outside = /:host|::(?:slotted|part)/i.test(bare);
  try {
    for (const root of rootsOf(rule, page)) {
      if (outside && isShadowRoot(root) && page.isMasked(root.host)) masked++;
      else if (outside) open++;
      for (const element of queryAll(root, bare)) {
        if (page.isMasked(element)) masked++;
        else open++;
      }
    }
  } catch {
    // Of what it may find something may be masked, and nobody can say what.
    return 'masked';
  }
  if (outside && masked === 0) return 'mixed';
  const remembered = lastFound.get(page) ?? new Map<string, Found>();
  lastFound.set(page, remembered);
  if (masked + open === 0) return remembered.get(rule.cssText) ?? 'open';
  const found = masked === 0 ? 'open' : open === 0 ? 'masked' : 'mixed';
  remembered.delete(rule.cssText);
  if (found !== 'open') remembered.set(rule.cssText, found);
  const [oldest] = remembered.keys();
  if (oldest !== undefined && remembered.size > REMEMBERED_MAX) remembered.delete(oldest);
  return found;
}

/** The root that the rule's sheet is for, or all where it may have several. */
function rootsOf(rule: CSSRule, page: MaskedPage): Iterable<Root> {
  let sheet = rule.parentStyleSheet;
  while (sheet?.parentStyleSheet) sheet = sheet.parentStyleSheet;
  return sheet?.ownerNode ? [rootOf(sheet.ownerNode)] : page.roots();
}
