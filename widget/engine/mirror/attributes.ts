/**
 * What of an element a mirror builds: shells, children, attributes. The capture leaves out the same; this end trusts no sender.
 * Owns names and values; knows nothing of the tree.
 */
import { Namespace, type ElementData } from '../protocol/operations.js';

/** Present for selectors that count siblings; empty, since with attributes or children they run, load or navigate. */
const SHELLS: ReadonlySet<string> = new Set(
  (
    'noscript template meta base title object embed applet source track param frame frameset portal fencedframe ' +
    'noframes noembed'
  ).split(' '),
);

/** Their light children would be code, a fallback or a default. They are built, so that ids hold, but not attached. */
const CHILDLESS: ReadonlySet<string> = new Set('style link textarea canvas video audio iframe'.split(' '));

/** Run, load, navigate or take the focus; or are the mirror's own. The addresses among them are built elsewhere, if at all. */
const REFUSED =
  /^(?:on.*|cobrowse-.*|action|formaction|src|srcset|srcdoc|imagesrcset|poster|background|data|code|codebase|classid|archive|manifest|profile|dynsrc|lowsrc|ping|nonce|autofocus|autoplay|loading|http-equiv|sandbox|allow|csp|credentialless|attributionsrc|blocking)$/i;

/** A frame's name would become its window's; a title would make a sheet an alternative; a link loads. */
const REFUSED_HERE: ReadonlySet<string> = new Set(
  'iframe name, style title, link title, link rel, link href, link as'.split(', '),
);

export function isShell({ name, namespace }: ElementData): boolean {
  return name === 'script' || (namespace === Namespace.HTML && SHELLS.has(name));
}

export function isChildless(data: ElementData): boolean {
  return isShell(data) || CHILDLESS.has(data.name);
}

/** Whether an attribute is the address of the element's picture. */
export function isPictureAttribute({ name, namespace }: ElementData, attribute: string): boolean {
  if (namespace !== Namespace.HTML) {
    return (name === 'image' || name === 'feImage') && (attribute === 'href' || attribute === 'xlink:href');
  }
  return attribute === 'src' ? name === 'img' || name === 'input' : attribute === 'poster' && name === 'video';
}

/** Whether a mirror leaves this attribute alone, whatever its value. */
export function isRefused(data: ElementData, attribute: string): boolean {
  return isShell(data) || REFUSED.test(attribute) || REFUSED_HERE.has(`${data.name} ${attribute.toLowerCase()}`);
}

/** The value that an attribute may have, or `undefined` for none. */
export function safeValue(data: ElementData, attribute: string, value: string): string | undefined {
  const name = attribute.toLowerCase();
  if (name === 'href' || name === 'xlink:href') {
    // Enough for `:link`, and it leads nowhere.
    if (data.name === 'a' || data.name === 'area') return '#';
    return value.startsWith('#') ? value : undefined;
  }
  // An animation of an address would set what no attribute may.
  if (name === 'attributename' && /href|^\s*(?:on|src)/i.test(value)) return undefined;
  return value;
}
