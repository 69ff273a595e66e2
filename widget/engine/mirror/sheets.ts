/**
 * The style sheets of one mirrored document: those of style and link elements and constructed ones. Owns CSSOM; what a sheet
 * holds is the model's, what its text becomes is css.ts's.
 */
import type { ModelNode, PageModel, Sheet } from '../protocol/model.js';
import { SheetMode, type SheetOperation } from '../protocol/operations.js';
import type { Assets } from './assets.js';
import { rewriteCss, rewriteMedia, type CssContext } from './css.js';
import { attempt } from './dom.js';

/**
 * The mirror's own layer stands first in every sheet, so that it is the weakest of all layers wherever it is filled: only what
 * the page says nothing about looks as the mirror says.
 */
const OWN_LAYER = '@layer cobrowse;';

/** Rules in front of the page's own in every sheet. */
const OWN_RULES = 1;

/** In place of a rule that this browser cannot parse, so that the rules behind it keep their index. */
const PLACEHOLDER = '@media not all{}';

const OWN_STYLE = `@layer cobrowse {
[cobrowse-focus=""] { outline: auto 2px Highlight; outline: auto 1px -webkit-focus-ring-color }
canvas, iframe:not([src]) { background: #8882 }
iframe:not([src]) { border: 0 }
}
* { overflow-anchor: none !important; scroll-snap-type: none !important; scroll-behavior: auto !important }`;

/** The customer's viewport is told without its scroll bars. */
const NO_SCROLL_BARS = 'html { scrollbar-width: none !important } html::-webkit-scrollbar { display: none }';

/** Bytes of assets come one by one; a sheet that names fifty of them is not parsed fifty times. */
const ASSET_DELAY_MS = 50;

export class Sheets {
  readonly #window: Window & typeof globalThis;
  readonly #model: PageModel;
  readonly #assets: Assets;
  /** The DOM's element of a style or link in the model. */
  readonly #styleOf: (node: ModelNode) => HTMLStyleElement | undefined;
  readonly #own: CSSStyleSheet;
  readonly #constructed = new Map<number, CSSStyleSheet>();
  readonly #applied = new Map<number, { readonly mode: SheetMode; assets: Set<number>; features: Set<string> }>();
  readonly #stale = new Set<number>();
  #media: ReadonlyMap<string, string> = new Map();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    window: Window & typeof globalThis,
    model: PageModel,
    assets: Assets,
    styleOf: (node: ModelNode) => HTMLStyleElement | undefined,
    hideScrollBars: boolean,
  ) {
    this.#window = window;
    this.#model = model;
    this.#assets = assets;
    this.#styleOf = styleOf;
    this.#own = new window.CSSStyleSheet();
    this.#own.replaceSync(OWN_STYLE + (hideScrollBars ? NO_SCROLL_BARS : ''));
  }

  get media(): ReadonlyMap<string, string> {
    return this.#media;
  }

  /** The customer's media features changed: what was written by them is written again. */
  set media(media: ReadonlyMap<string, string>) {
    const before = this.#media;
    this.#media = media;
    for (const [id, { features }] of this.#applied) {
      if ([...features].some((name) => before.get(name) !== media.get(name))) this.#stale.add(id);
    }
  }

  /** Follows a splice that the model has taken. */
  splice({ id, mode, index, removed, chunks }: SheetOperation): void {
    if (this.#stale.has(id)) return;
    const applied = this.#applied.get(id);
    const sheet = this.#cssom(id);
    if (mode !== SheetMode.RULES || applied?.mode !== mode || !sheet) {
      this.#stale.add(id);
      return;
    }
    const from = index + OWN_RULES;
    for (let i = 0; i < removed; i++) attempt(() => sheet.deleteRule(from));
    this.#insertRules(id, sheet, chunks, from);
  }

  /** An element came back into the document, which made its sheet anew from its text. */
  reinserted(id: number): void {
    if (this.#applied.get(id)?.mode === SheetMode.RULES) this.#stale.add(id);
  }

  /** A root's constructed sheets, behind the mirror's own. */
  adopt(root: Document | ShadowRoot, ids: readonly number[]): void {
    this.prune();
    const sheets = [this.#own, ...ids.map((id) => this.#constructedSheet(id))];
    const prototype = root.nodeType === Node.DOCUMENT_NODE ? Document.prototype : ShadowRoot.prototype;
    Reflect.set(prototype, 'adoptedStyleSheets', sheets, root);
  }

  /** Lets go of constructed sheets that nobody adopts any more. */
  prune(): void {
    for (const id of this.#constructed.keys()) if (!this.#model.sheets.has(id)) this.forget(id);
  }

  forget(id: number): void {
    this.#constructed.delete(id);
    this.#applied.delete(id);
    this.#stale.delete(id);
  }

  assetArrived(assetId: number): void {
    for (const [id, { assets }] of this.#applied) if (assets.has(assetId)) this.#stale.add(id);
    // A hidden tab slows this down, which nobody sees there.
    if (this.#stale.size > 0) this.#timer ??= setTimeout(() => this.settle(), ASSET_DELAY_MS);
  }

  /** Writes the sheets that have to be written as a whole. */
  settle(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const id of this.#stale) this.#write(id);
    this.#stale.clear();
  }

  /** A media attribute's value, by the customer's features. */
  mediaQuery(query: string): string {
    return rewriteMedia(query, this.#media);
  }

  #content(id: number): Sheet | undefined {
    return this.#model.nodes.get(id)?.sheet ?? this.#model.sheets.get(id);
  }

  #cssom(id: number): CSSStyleSheet | undefined {
    const node = this.#model.nodes.get(id);
    return (node ? this.#styleOf(node)?.sheet : this.#constructed.get(id)) ?? undefined;
  }

  #constructedSheet(id: number): CSSStyleSheet {
    let sheet = this.#constructed.get(id);
    if (!sheet) {
      sheet = new this.#window.CSSStyleSheet();
      this.#constructed.set(id, sheet);
      this.#stale.add(id);
    }
    return sheet;
  }

  #write(id: number): void {
    const content = this.#content(id);
    if (!content) return;
    const { mode, chunks } = content;
    const node = this.#model.nodes.get(id);
    const element = node && this.#styleOf(node);
    if (node ? !element : !this.#constructed.has(id)) return;
    this.#applied.set(id, { mode, assets: new Set(), features: new Set() });
    const text = OWN_LAYER + (mode === SheetMode.TEXT ? this.#rewrite(id, chunks.join('')) : '');
    if (element) {
      // The same text once more would leave the rules that were inserted behind it.
      element.textContent = '';
      element.textContent = text;
    } else {
      const constructed = this.#constructed.get(id);
      if (constructed) replaceRules(constructed, text);
    }
    const sheet = this.#cssom(id);
    if (sheet && mode === SheetMode.RULES) this.#insertRules(id, sheet, chunks, OWN_RULES);
  }

  #insertRules(id: number, sheet: CSSStyleSheet, rules: readonly string[], from: number): void {
    rules.forEach((rule, i) => {
      try {
        sheet.insertRule(this.#rewrite(id, rule), from + i);
      } catch {
        attempt(() => sheet.insertRule(PLACEHOLDER, from + i));
      }
    });
  }

  #rewrite(id: number, css: string): string {
    const applied = this.#applied.get(id);
    const context: CssContext = {
      media: {
        get: (name) => {
          applied?.features.add(name);
          return this.#media.get(name);
        },
      },
      asset: (assetId) => {
        const url = this.#assets.url(assetId);
        if (url === undefined) applied?.assets.add(assetId);
        return url;
      },
    };
    return rewriteCss(css, context);
  }
}

/** WebKitGTK's `replaceSync` (2.50) adds to the rules that are there. */
function replaceRules(sheet: CSSStyleSheet, text: string): void {
  while (sheet.cssRules.length > 0) sheet.deleteRule(0);
  sheet.replaceSync(text);
}
