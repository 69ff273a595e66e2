/**
 * The one choke point (SPEC M1): every string that leaves the page is made here, and only here. Knows the rules for text,
 * attributes, values, CSS and addresses; knows neither which elements are masked (mask-rules) nor how anything is sent.
 */
import { ASSET_SCHEME } from '../../protocol/operations.js';
import type { MaskedString } from '../../protocol/masked-string.js';
import { HTML_NAMESPACE, attributeNamesOf, baseURI, getAttribute, isImage, localNameOf, namespaceOf } from '../dom.js';
import { AttributeRule, NAMES, attributeRule } from './attribute-rules.js';
import { rewriteUrls } from './css-urls.js';
import { LookLoader } from './look-loader.js';
import { hasTagName } from './tag-names.js';
import type { MaskedPage } from './masked-rule.js';

/** What stands in place of a masked text, whatever its length: a length is a hint. */
export const MASK = '******' as MaskedString;

/** No text at all. */
export const EMPTY = '' as MaskedString;

/** Images and fonts that are part of the text that names them, up to a size that does not hurt a frame. */
const INLINE_DATA = /^data:(?:image\/|font\/|application\/(?:x-)?font)/i;
const INLINE_DATA_MAX_LENGTH = 65_536;

/** Without any of these a rule says nothing but how something looks. */
const SAYING = /["']|url\(|(?:--|counter-)[\w-]+:/i;

/** How an element is sent: as it is, masked, masked with its content left out, or as a box of its size. */
export type Look = 'open' | 'masked' | 'boxed' | 'blocked';

/** Gives an address an asset's id; its bytes are read later. `shown` is false for what a sheet only might show. */
export type AssetNamer = (url: string, shown: boolean) => number | undefined;

/** Query and fragment of a value that is an address as a whole. */
const QUERY = /^((?:[a-z][\w+.-]*:)?\/[^\s?#]*)[?#]\S*$/i;

interface KnownRules {
  readonly name: string;
  readonly html: boolean;
  /** By attribute name; `null` for one that stays on the page. */
  readonly names: Map<string, AttributeRule | null>;
}

export class Masker {
  readonly #assetFor: AssetNamer;
  readonly #lookChanged: () => void;
  readonly #page: MaskedPage;
  readonly #looks: LookLoader;
  #loading: Promise<void> | undefined;
  readonly #rules = new Map<string, KnownRules>();
  /** Attribute names that the page's selectors use. */
  readonly #widened = new Set<string>();

  /** @param lookChanged hears that all that is masked should be read again */
  constructor(assetFor: AssetNamer, lookChanged: () => void, page: MaskedPage, looks = new LookLoader()) {
    this.#assetFor = assetFor;
    this.#lookChanged = lookChanged;
    this.#page = page;
    this.#looks = looks;
  }

  get #look(): LookLoader['look'] {
    return this.#looks.look;
  }

  /** Settles once masked elements have their look, or will not have it. */
  loadLook(): Promise<void> {
    if (this.#look) return Promise.resolve();
    return (this.#loading ??= this.#looks.load().then(() => this.#look && this.#lookChanged()));
  }

  /** Lets an attribute through because a selector of the page looks at it. True if it was not let through before. */
  widen(name: string): boolean {
    if (this.#widened.has(name)) return false;
    this.#widened.add(name);
    this.#rules.clear();
    return true;
  }

  /** A tag or attribute name: structure, not content. */
  name(name: string): MaskedString {
    return name as MaskedString;
  }

  /**
   * What an element is called. A page that writes a person's text as markup makes an element of `<ann@shop.example>`; a name with a dash is
   * a component's.
   */
  tag(element: Element, masked: boolean): MaskedString {
    return this.name(masked && !hasTagName(element) ? 'masked' : localNameOf(element));
  }

  /** A text node's text. White space alone says nothing and keeps the layout. */
  text(text: string, masked: boolean): MaskedString {
    return masked && /\S/.test(text) ? MASK : (text as MaskedString);
  }

  /** A control's value: masked values are either empty or the mask. */
  value(value: string, masked: boolean): MaskedString {
    return masked && value !== '' ? MASK : (value as MaskedString);
  }

  /** A choice, as indices of options. */
  selection(indices: readonly number[]): MaskedString {
    return indices.join() as MaskedString;
  }

  /** What the customer's media features answer; keywords of CSS only. */
  media(features: string): MaskedString {
    return features as MaskedString;
  }

  /** An asset's hash or media type, both of a fixed alphabet. */
  token(token: string): MaskedString {
    return token.replace(/[^\w./+-]/g, '') as MaskedString;
  }

  /** Origin, path and the parameters that the page allows, by name and with commas between; query and fragment may hold anything. */
  address(url: string, allowed = ''): MaskedString {
    try {
      const { origin, pathname, protocol, searchParams } = new URL(url);
      if (origin === 'null') return protocol as MaskedString;
      const names = allowed.split(',').map((name) => name.trim());
      const told = new URLSearchParams([...searchParams].filter(([name]) => name && names.includes(name)));
      return (origin + pathname + (told.size > 0 ? `?${told}` : '')) as MaskedString;
    } catch {
      return EMPTY;
    }
  }

  /** Style sheet text and style attributes; `base` is what relative addresses are relative to. */
  css(text: string, base: string): MaskedString {
    return rewriteUrls(text, (url) => this.#assetUrl(url, base, false)) as MaskedString;
  }

  /** Whether a style rule has to be judged: before what knows is loaded, each that has a string, an address or a property of its own. */
  tells(rule: string): boolean {
    return SAYING.test(rule) && (this.#look?.tells(rule) ?? true);
  }

  /** A style rule's text, to go through `css`; nothing of a telling one until what judges it is loaded. */
  rule(rule: CSSRule): string {
    void this.loadLook();
    return this.#look?.maskedRule(rule, this.#page) ?? '';
  }

  /** An element's attributes that may leave, as name, value, name, value. */
  attributes(element: Element, look: Look): MaskedString[] {
    const names = attributeNamesOf(element);
    const sent: MaskedString[] = [];
    if (names.length === 0 && look === 'open') return sent;
    const tag = localNameOf(element);
    const rules = this.#rulesFor(element, tag);
    for (const name of names) {
      let rule = rules.names.get(name);
      if (rule === undefined) rules.names.set(name, (rule = attributeRule(rules, name, this.#widened) ?? null));
      if (!rule) continue;
      const value = getAttribute(element, name) ?? '';
      const safe =
        look === 'open' ? this.#open(element, tag, value, rule) : this.#masked(element, tag, name, value, rule, look);
      if (safe !== undefined) sent.push((name === 'xlink:href' ? 'href' : name) as MaskedString, safe);
    }
    if (look === 'open') return sent;
    void this.loadLook();
    const style = look === 'blocked' ? this.#look?.blockedStyle(element) : this.#look?.maskedStyle(element, look);
    if (style) sent.push('style' as MaskedString, style as MaskedString);
    return sent;
  }

  /** What was found out about this kind of element's attributes; the same few names come again and again. */
  #rulesFor(element: Element, name: string): KnownRules {
    const html = namespaceOf(element) === HTML_NAMESPACE;
    const key = html ? name : `svg ${name}`;
    let rules = this.#rules.get(key);
    if (!rules) this.#rules.set(key, (rules = { name, html, names: new Map() }));
    return rules;
  }

  #open(element: Element, tag: string, value: string, rule: AttributeRule): MaskedString | undefined {
    switch (rule) {
      case AttributeRule.TEXT:
        return value as MaskedString;
      case AttributeRule.STRUCTURAL:
      case AttributeRule.STATE:
        // An SVG animation writes its values into other attributes.
        if (/^\s*javascript:/i.test(value)) return undefined;
        // SVG paints by addresses, and a page's own attributes may hold some.
        return /url\(/i.test(value) ? this.css(value, baseURI(element)) : (value.replace(QUERY, '$1') as MaskedString);
      case AttributeRule.LINK:
        return '#' as MaskedString;
      case AttributeRule.STYLE:
        return this.css(value, baseURI(element));
      case AttributeRule.ASSET:
        if (value.startsWith('#')) return value as MaskedString;
        if (tag === 'input' && element.getAttribute('type')?.toLowerCase() !== 'image') return undefined;
        return this.#assetUrl(
          (isImage(element) && element.currentSrc) || value,
          baseURI(element),
          true,
        ) as MaskedString;
    }
  }

  #masked(
    element: Element,
    tag: string,
    name: string,
    value: string,
    rule: AttributeRule,
    look: Look,
  ): MaskedString | undefined {
    switch (rule) {
      case AttributeRule.STRUCTURAL:
        if (NAMES.has(name)) return value as MaskedString;
        return this.#look?.maskedShape(element, name, value, this.#page) as MaskedString | undefined;
      case AttributeRule.TEXT:
        return look === 'blocked' ? undefined : this.value(value, true);
      case AttributeRule.STATE:
        // A masked field keeps a value to show; a meter, a choice or a data attribute would tell.
        return name === 'value' && look !== 'blocked' && (tag === 'input' || tag === 'option' || tag === 'button')
          ? this.value(value, true)
          : undefined;
      case AttributeRule.LINK:
        return '#' as MaskedString;
      case AttributeRule.STYLE:
      case AttributeRule.ASSET:
        // The style is made anew; a picture of what is masked tells it.
        return undefined;
    }
  }

  #assetUrl(url: string, base: string, shown: boolean): string {
    if (url === '' || url.startsWith('#')) return url;
    if (INLINE_DATA.test(url) && url.length <= INLINE_DATA_MAX_LENGTH) return url;
    let absolute: string;
    try {
      absolute = new URL(url, base).href;
    } catch {
      return 'data:,';
    }
    const id = this.#assetFor(absolute, shown);
    return id === undefined ? 'data:,' : ASSET_SCHEME + id;
  }
}
