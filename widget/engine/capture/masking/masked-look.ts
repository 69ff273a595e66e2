/**
 * How a masked element keeps its place though what it holds is gone: the declarations that shape a box, a text's height in whole
 * lines, the size of what became a box. Loaded once something is masked. Owns plain text; only the masker may send it.
 */
import {
  HTML_NAMESPACE,
  assignedSlotOf,
  boxOf,
  clientHeightOf,
  computedStyleOf,
  firstChild,
  getAttribute,
  isElement,
  isSlot,
  isText,
  localNameOf,
  namespaceOf,
  nextSibling,
  textOf,
} from '../dom.js';
import { KEYWORDS } from './keywords.js';
import { isCss } from './masked-declarations.js';
import type { MaskedPage } from './masked-rule.js';
import type { Look } from './masker.js';

export { maskedRule, tells } from './masked-rule.js';

/** Declarations of a `style` attribute that cannot hold a text: the parser lets nothing but numbers, colours and keywords into them. */
const SHAPING =
  /^(?:display|position|inset.*|top|right|bottom|left|float|clear|z-index|(?:m(?:in|ax)-)?(?:width|height|inline-size|block-size)|(?:margin|padding|border|overflow|flex|align|justify|place|white-space)(?:-.*)?|box-sizing|(?:row-|column-)?gap|order|visibility|opacity|color|background-color|font-(?:size|style|weight)|line-height|text-(?:align|transform)|vertical-align|transform|direction|grid-(?:template-)?(?:rows|columns))$/;

/** What may hold a text even so: strings, names of lines, variables and attributes. */
const TELLING = /["'[]|--|attr\(|env\(/i;

/** What every picture that a style may paint is set to. */
const PAINTED = ['background-image', 'border-image-source', 'mask-image', 'list-style-image'];
/** What is no item of a list shows no mark, and asking costs. */
const PAINTED_WITHOUT_MARK = PAINTED.slice(0, -1);

/** In place of what is not shown at all; subtle on white and on black. */
const BOX = 'background:#8882!important';

/** What stands in the `style` attribute of a masked element. Where that is boxed its content is not captured. */
export function maskedStyle(element: Element, look: Look): string {
  const kept = getAttribute(element, 'style') === null ? [] : shapeOf((element as HTMLElement).style);
  const computed = computedStyleOf(element);
  const display = computed?.display ?? '';
  const painted = display.includes('list-item') ? PAINTED : PAINTED_WITHOUT_MARK;
  if (computed && painted.some((name) => computed.getPropertyValue(name).includes('url('))) {
    kept.push(...PAINTED.map((name) => `${name}: none !important`));
  }
  if (look === 'boxed') kept.push('min-height:1em', BOX);
  else if (computed && stands(display)) kept.push(...wholeLines(element, computed, display));
  return kept.join('; ');
}

/** What a `style` attribute says of the box, in words that cannot hold a text. */
function shapeOf(style: CSSStyleDeclaration | undefined): string[] {
  return Array.from(style ?? [])
    .map((name) => [name, style?.getPropertyValue(name), style?.getPropertyPriority(name)] as const)
    .filter(
      ([name, value]) => value && SHAPING.test(name) && !TELLING.test(value) && (name === 'z-index' || isCss(value)),
    )
    .map(([name, value, priority]) => `${name}: ${value}${priority && ' !important'}`);
}

/** The `style` of an empty box in place of a blocked element. */
export function blockedStyle(element: Element): string {
  const { width, height } = boxOf(element);
  const computed = computedStyleOf(element);
  const size = (name: string, length: number): string =>
    ['', 'min-', 'max-'].map((bound) => `${bound}${name}:${Math.round(length)}px!important`).join(';');
  const display = computed && isInline(computed) ? ';display:inline-block!important' : '';
  return `box-sizing:border-box!important;${size('width', width)};${size('height', height)};${BOX}${display}`;
}

/** The height of a block of text, in whole lines, so that what stands below stays where it is. One line needs no word. */
function wholeLines(element: Element, computed: CSSStyleDeclaration, display: string): string[] {
  if (!holdsText(element) || (element as HTMLElement).isContentEditable) return [];
  const sum = (...names: string[]): number =>
    names.reduce((total, name) => total + (parseFloat(computed.getPropertyValue(name)) || 0), 0);
  const padding = sum('padding-top', 'padding-bottom');
  const line = parseFloat(computed.lineHeight) || sum('font-size') * 1.2;
  const lines = Math.round((clientHeightOf(element) - padding) / line);
  if (!(lines > 1)) return [];
  const around = computed.boxSizing === 'border-box' ? padding + sum('border-top-width', 'border-bottom-width') : 0;
  const name = display === 'table-cell' ? 'height' : 'min-height';
  return [`${name}: ${Math.round(lines * line + around)}px`];
}

/** Whether lines of text are this element's own content, not its blocks'. */
function holdsText(element: Element): boolean {
  // These hold what a person entered; how high they are is theirs to say.
  if (/^(?:input|textarea|select)$/.test(localNameOf(element))) return false;
  for (let child = firstChild(element); child; child = nextSibling(child)) {
    if (isText(child) && /\S/.test(textOf(child))) return true;
    if (!isElement(child)) continue;
    const computed = computedStyleOf(child);
    if (computed && computed.display !== 'none') return isInline(computed);
  }
  return false;
}

/** Whether an element is laid out as a block of lines. */
function stands(display: string): boolean {
  return display !== 'inline' && /^(?!none|contents|table$|table-row)/.test(display);
}

function isInline({ display }: CSSStyleDeclaration): boolean {
  return display === 'inline';
}

/** One short number with its unit, as sizes have it, and what a view box has. */
const NUMBER = /^-?\d{1,4}(?:\.\d{1,3})?(?:%|px|em)?$/;
const VIEW_BOX = /^(?:-?\d{1,4}(?:\.\d{1,3})?[\s,]*){4}$/;

/** What names something, or counts it: a word or a number there may be somebody's. */
const NAMING = /^(?:name|for|form|headers|is|slot|media|face|color|bgcolor|start|step)$/;

/** Where HTML has numbers; SVG has them everywhere. */
const NUMERIC =
  /^(?:tabindex|size|maxlength|rows|cols|(?:col|row)?span|width|height|border|cell(?:padding|spacing)|frameborder|margin(?:height|width)|[hv]space)$/;

/** A language, which decides about fonts and how words are broken. */
const LANGUAGE = /^[a-z]{2}(?:-[a-z]{2})?$/i;

/** What names of masked slots are sent as: a page's script may have put a person's words into them. */
const slotAliases = new Map<string, string>();

/** What may be sent of a structural attribute of a masked element: what says nothing but how the element is built. */
export function maskedShape(
  element: Element,
  name: string,
  value: string,
  page: Pick<MaskedPage, 'isMasked'>,
): string | undefined {
  if (value === '') return value;
  if (name === 'lang') return LANGUAGE.test(value) ? value : undefined;
  if (!NAMING.test(name)) {
    const isNumeric = NUMERIC.test(name) || namespaceOf(element) !== HTML_NAMESPACE;
    if (KEYWORDS.test(value) || (isNumeric && NUMBER.test(value))) return value;
  }
  if (name === 'viewBox') return VIEW_BOX.test(value) ? value : undefined;
  if (name === 'name' && isSlot(element)) return slotAlias(value);
  if (name !== 'slot') return undefined;
  // Which slot shows the element; an open one has told its name itself.
  const slot = assignedSlotOf(element);
  return slot && !page.isMasked(slot) ? value : slotAlias(value);
}

/** The same for a slot and for what it shows, so that the mirror's tree puts them together. */
function slotAlias(name: string): string {
  let alias = slotAliases.get(name);
  if (!alias) slotAliases.set(name, (alias = `masked-${slotAliases.size + 1}`));
  return alias;
}
