/**
 * Style sheets as the model has them (SPEC N6): the text of an untouched `<style>`, else the list of rules. Owns reading CSSOM;
 * knows nothing of when to read it.
 */
import { SheetMode } from '../protocol/operations.js';
import type { MaskedString } from '../protocol/masked-string.js';
import { baseURI, isLink, isStyle, textContent } from './dom.js';
import { attributeNamesIn } from './masking/css-urls.js';
import type { MaskRules } from './masking/mask-rules.js';
import type { Masker } from './masking/masker.js';

export interface SheetContent {
  readonly mode: SheetMode;
  readonly chunks: readonly MaskedString[];
}

/** How often the rules of sheets are compared with what they find. */
const JUDGE_INTERVAL_MS = 1_000;

const NOTHING: SheetContent = { mode: SheetMode.RULES, chunks: [] };

export class SheetReader {
  readonly #masker: Masker;
  /** Serialising a rule is what costs; a rule object's text is kept until somebody writes to it. */
  #texts = new WeakMap<CSSRule, MaskedString>();
  /** Sheets whose rules were changed by script: their element's text is no longer the truth. */
  readonly #scripted = new WeakSet<CSSStyleSheet>();
  readonly #parsed = new WeakMap<CSSStyleSheet, string>();
  readonly #namesSeen: (names: Iterable<string>) => void;
  readonly #rules: Pick<MaskRules, 'masksContent'>;
  /** Sheets that have to be read again when masks come or go. */
  readonly #judged = new Set<CSSStyleSheet>();
  #judging = false;
  #judgedAt = -Infinity;
  /** Whether the page has changed since sheets were judged: what a rule finds may be something else by now. */
  isStale = false;

  /** @param namesSeen hears the attribute names that the sheets look at */
  constructor(masker: Masker, rules: Pick<MaskRules, 'masksContent'>, namesSeen: (names: Iterable<string>) => void) {
    this.#masker = masker;
    this.#rules = rules;
    this.#namesSeen = namesSeen;
  }

  /** Script changed this sheet's rules. Answers the sheet that it is part of. */
  touch(changed: CSSStyleSheet): CSSStyleSheet {
    const sheet = outermost(changed);
    this.#scripted.add(sheet);
    return sheet;
  }

  /** Every rule is read anew: what its addresses became is not known any more. */
  forgetAll(): void {
    this.#texts = new WeakMap();
  }

  /** Script wrote into a rule's style; the rules around it change their text with it. */
  forget(rule: CSSRule): void {
    for (let outer: CSSRule | null = rule; outer; outer = outer.parentRule) this.#texts.delete(outer);
  }

  /** The content of a style or link element's sheet; empty when it is masked, or when the browser will not let us read it. */
  ofElement(element: Element, masked: boolean): SheetContent {
    if (masked) return NOTHING;
    const sheet = isStyle(element) || isLink(element) ? element.sheet : null;
    if (!sheet || sheet.disabled) return NOTHING;
    // Where something is masked, the browser's own text of each rule is judged; a page may write the same in many ways.
    if (isStyle(element) && !this.#rules.masksContent) {
      const text = textContent(element);
      this.#judged.add(sheet);
      if (!this.#isScripted(sheet, text)) return this.#textContent(text, baseURI(element));
    }
    return this.ofSheet(sheet, sheet.href ?? baseURI(element));
  }

  /** The content of any sheet, as rules. */
  ofSheet(sheet: CSSStyleSheet, base: string): SheetContent {
    const rules = rulesOf(sheet);
    return rules ? { mode: SheetMode.RULES, chunks: Array.from(rules, (rule) => this.#rule(rule, base)) } : NOTHING;
  }

  #textContent(text: string, base: string): SheetContent {
    if (text.trim() === '') return NOTHING;
    this.#namesSeen(attributeNamesIn(text));
    return { mode: SheetMode.TEXT, chunks: [this.#masker.css(text, base)] };
  }

  /**
   * Whether script built this sheet, before or after capture began. Libraries that insert rules leave the element empty or put
   * more rules in than its text has; the text is parsed once more to find out. An import is read from its rules as well.
   */
  #isScripted(sheet: CSSStyleSheet, text: string): boolean {
    if (this.#scripted.has(sheet) || /@import/i.test(text)) return true;
    if (this.#parsed.get(sheet) === text) return false;
    const scripted = ruleCount(text) !== rulesOf(sheet)?.length;
    if (scripted) this.#scripted.add(sheet);
    else this.#parsed.set(sheet, text);
    return scripted;
  }

  #rule(rule: CSSRule, base: string): MaskedString {
    const known = this.#texts.get(rule);
    if (known !== undefined) return known;
    const imported = importedSheet(rule);
    const whole = imported ? this.#imported(rule as CSSImportRule, imported, base) : rule.cssText;
    const isTelling = !imported && this.#isTelling(whole, rule.parentStyleSheet);
    const text = this.#masker.css(isTelling ? this.#masker.rule(rule) : whole, base);
    this.#namesSeen(attributeNamesIn(text));
    // What an import brings may still be loading, and masks come and go.
    if (!imported && !isTelling) this.#texts.set(rule, text);
    return text;
  }

  /** Whether a rule has to be judged before it is sent. */
  #isTelling(text: string, part: CSSStyleSheet | null): boolean {
    const { masksContent } = this.#rules;
    if (masksContent && !this.#masker.tells(text)) return false;
    if (part) this.#judged.add(outermost(part));
    return masksContent;
  }

  /** Whether the page has changed, and sheets were not judged a moment ago: on one that never rests they would be read all the time. */
  get isDue(): boolean {
    return this.isStale && performance.now() - this.#judgedAt > JUDGE_INTERVAL_MS;
  }

  /** The sheets to read again because masks came or went, or what rules find. */
  judgeAgain(): Iterable<CSSStyleSheet> {
    this.isStale = false;
    this.#judgedAt = performance.now();
    if (!this.#rules.masksContent) return [];
    // From now on no telling rule's text is kept; until now it was.
    if (!this.#judging) this.forgetAll();
    this.#judging = true;
    return this.#judged;
  }

  /** An imported sheet in place of its import: a mirror loads nothing. */
  #imported(rule: CSSImportRule, sheet: CSSStyleSheet, base: string): string {
    const { chunks } = this.ofSheet(sheet, sheet.href ?? base);
    let css = chunks.join('\n');
    if (rule.layerName !== null && rule.layerName !== undefined) css = `@layer ${rule.layerName}{${css}}`;
    if (rule.supportsText) css = `@supports ${rule.supportsText}{${css}}`;
    return rule.media.mediaText ? `@media ${rule.media.mediaText}{${css}}` : `@media all{${css}}`;
  }
}

/** The sheet that is imported by no other. */
function outermost(part: CSSStyleSheet): CSSStyleSheet {
  let sheet = part;
  while (sheet.parentStyleSheet) sheet = sheet.parentStyleSheet;
  return sheet;
}

/** A sheet's rules, or nothing for one of another origin without CORS. */
function rulesOf(sheet: CSSStyleSheet): CSSRuleList | undefined {
  try {
    return sheet.cssRules;
  } catch {
    return undefined;
  }
}

function importedSheet(rule: CSSRule): CSSStyleSheet | null {
  return 'styleSheet' in rule ? (rule as CSSImportRule).styleSheet : null;
}

function ruleCount(text: string): number {
  const probe = new CSSStyleSheet();
  try {
    probe.replaceSync(text);
    return probe.cssRules.length;
  } catch {
    return -1;
  }
}
