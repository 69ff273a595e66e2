/**
 * What of a style rule may leave where its texts and pictures belong to masked elements (SPEC M8). Reads CSSOM and the page; makes plain
 * text, which only the masker may send.
 */
import { queryAll, rootOf, type Root } from '../dom.js';

/** What a rule is looked at for. */
export interface MaskedPage {
  roots(): Iterable<Root>;
  isMasked(element: Element): boolean;
}

/** Declarations that put a text on the page; names of fonts are not for reading. */
const WRITING =
  /(?<![\w-])((?:content|quotes|list-style(?:-type)?|--(?!\S*font)[\w-]+)\s*:)((?:[^;{}"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*)/gi;
const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;
const WORD = /[\p{L}\p{N}]{2}/u;
const ADDRESS = /url\(\s*(?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|[^)"'\s]*)\s*\)/gi;

/** Parts and states that `querySelectorAll` does not find: without them a selector finds more. */
const UNFOUND =
  /::?(?:before|after|marker|placeholder|backdrop|selection|first-l[a-z]+|-[\w-]+)|:(?:hover|active|focus[\w-]*|visited|link|any-link|checked|target|enabled|disabled|placeholder-shown|valid|invalid|open)(?![\w-])/gi;

/** The rule's text, without what would tell of something masked. */
export function maskedRule(rule: CSSRule, page: MaskedPage): string {
  const { cssText } = rule;
  if ('selectorText' in rule && typeof rule.selectorText === 'string') {
    const inner = 'cssRules' in rule && (rule.cssRules as CSSRuleList).length > 0;
    const found = find(inner ? `:is(${rule.selectorText}),:is(${rule.selectorText}) *` : rule.selectorText, rule, page);
    const text = found === 'open' ? cssText : withoutWords(cssText);
    return found === 'masked' ? text.replace(ADDRESS, 'url("data:,")') : text;
  }
  // A font's address is for no element; a group is its rules. Frames and counters name no element, so they count as everybody's.
  if (rule.constructor.name === 'CSSFontFaceRule') return cssText;
  if (!('cssRules' in rule) || 'name' in rule) return withoutWords(cssText);
  const inner = Array.from(rule.cssRules as CSSRuleList, (each) => maskedRule(each, page));
  return `${cssText.slice(0, cssText.indexOf('{'))}{${inner.join('\n')}}`;
}

function withoutWords(text: string): string {
  return text.replace(
    WRITING,
    (_match, name: string, value: string) =>
      name + value.replace(STRING, (string) => (WORD.test(string) ? '"******"' : string)),
  );
}

/** Whether what a selector finds is open, masked, or some of it either. */
function find(selector: string, rule: CSSRule, page: MaskedPage): 'open' | 'mixed' | 'masked' {
  const bare = selector.replace(UNFOUND, '').trim() || '*';
  let [open, masked] = [0, 0];
  try {
    for (const root of rootsOf(rule, page)) {
      for (const element of queryAll(root, bare)) {
        if (page.isMasked(element)) masked++;
        else open++;
      }
      // Of a shadow root's own sheet: hosts and what is slotted cannot be found from inside.
      if (/:host|::(?:slotted|part)/i.test(bare)) return 'mixed';
    }
  } catch {
    return 'mixed';
  }
  return masked === 0 ? 'open' : open === 0 ? 'masked' : 'mixed';
}

/** The root that the rule's sheet is for, or all where it may have several. */
function rootsOf(rule: CSSRule, page: MaskedPage): Iterable<Root> {
  let sheet = rule.parentStyleSheet;
  while (sheet?.parentStyleSheet) sheet = sheet.parentStyleSheet;
  return sheet?.ownerNode ? [rootOf(sheet.ownerNode)] : page.roots();
}
