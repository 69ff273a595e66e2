/**
 * What a press of an agent's may do on the customer's page (SPEC G9): nothing, at once, or with the customer's yes. It decides and does
 * nothing; what it decides holds for the page as it is at that moment.
 */
import { AssistType } from '../../protocol/control/permission-messages.js';
import type { SharedPage } from '../feature.js';
import { contains, isElement, outwards } from './page-tree.js';

/** What a press comes to. */
export type Deed =
  | { readonly kind: 'focus'; readonly target: HTMLElement }
  /** Shows another part of the same document. */
  | { readonly kind: 'open'; readonly target: HTMLElement }
  | { readonly kind: 'press'; readonly target: HTMLElement }
  | { readonly kind: 'check'; readonly target: HTMLInputElement };

export type Verdict =
  | { readonly verdict: 'refused' | 'missed' }
  /** `ask`: only with the customer's yes. */
  | { readonly verdict: 'do' | 'ask'; readonly deed: Deed };

const REFUSED: Verdict = { verdict: 'refused' };
const MISSED: Verdict = { verdict: 'missed' };

/** Masked in any case; said here again, since what must never happen should not hang on one place alone. */
const NEVER =
  'input[type="password" i],input[type="hidden" i],input[type="file" i],[autocomplete*="cc-" i],' +
  '[autocomplete~="one-time-code" i],[autocomplete~="new-password" i],[autocomplete~="current-password" i],' +
  'iframe,frame,object,embed,fencedframe';

const PAYMENT = '[autocomplete*="cc-" i]';

/** What a field is called that asks for a card or a password, where no `autocomplete` says so. */
const SOUNDS_LIKE_PAYMENT = /(?:card|\bcc)[-_ ]?(?:num|no\b|code|cv|csc|exp|holder)|cv[cv]|\bcsc\b|security[-_ ]?code/i;
const SOUNDS_LIKE_PASSWORD = /passw|pwd|passcode|\botp\b/i;

/** A press on something inside of these sets them off. */
const SETS_OFF = 'a[href],area[href],button,input,label,summary';

const CONTROLS =
  'input,textarea,select,button,summary,label,a[href],area[href],option,[role="tab" i],' +
  '[contenteditable]:not([contenteditable="false" i]),iframe,frame,object,embed,fencedframe';

/** A part of the page by which a script may hear of presses on all that is in it. */
const PRESSABLE =
  '[onclick],[onmousedown],[onpointerdown],[tabindex]:not([tabindex^="-"]),[draggable="true"],' +
  '[role="button" i],[role="link" i],[role="switch" i],[role="checkbox" i],[role="radio" i],[role="option" i],' +
  '[role^="menuitem" i],[role="treeitem" i],[role="slider" i],[role="combobox" i],[role="gridcell" i]';

/** Larger than icons are drawn. */
const ICON_MAX_PX = 64;

const PICTURES = 'img,picture,svg,canvas,video,audio';

const BUTTON_TYPES: ReadonlySet<string> = new Set(['button', 'submit', 'reset', 'image']);

/** Whether nobody but the customer may ever touch this. */
export function isForbidden(element: Element, page: SharedPage): boolean {
  if (element.matches(NEVER) || page.isMasked(element) || isSecretField(element)) return true;
  // Keys reach all that is in an editor.
  return isEditor(element) && page.maskedElements().some((masked) => contains(element, masked));
}

/** A password that is written as text with dots for letters, or a field that only its name tells of. */
function isSecretField(element: Element): boolean {
  if (!element.matches('input,select,textarea')) return false;
  if (isButton(element) || element.matches('[type="checkbox" i],[type="radio" i]')) return false;
  const style = element.ownerDocument.defaultView?.getComputedStyle(element);
  if ((style?.getPropertyValue('-webkit-text-security') || 'none') !== 'none') return true;
  return isCalled(element, SOUNDS_LIKE_PAYMENT) || isCalled(element, SOUNDS_LIKE_PASSWORD);
}

function isCalled(field: Element, name: RegExp): boolean {
  return ['name', 'id', 'autocomplete'].some((each) => name.test(field.getAttribute(each) ?? ''));
}

/** @param types what the customer granted */
export function judgePress(hit: Element, page: SharedPage, types: readonly AssistType[]): Verdict {
  if (isForbidden(hit, page)) return REFUSED;
  const control = controlAt(hit);
  const target = control ?? hit;
  if (!isHtml(target)) return control === undefined ? judgeShape(target, types) : MISSED;
  if (isForbidden(target, page)) return REFUSED;
  if (isDisabled(target)) return MISSED;
  const mayClick = types.includes(AssistType.CLICK);
  const mayFill = types.includes(AssistType.FILL_FORM);
  const form = fieldOf(target);
  if (form === 'check') {
    const deed: Deed = { kind: 'check', target: target as HTMLInputElement };
    return mayClick || mayFill ? { verdict: 'ask', deed } : REFUSED;
  }
  if (form === 'field') return mayClick || mayFill ? { verdict: 'do', deed: { kind: 'focus', target } } : REFUSED;
  if (!mayClick) return REFUSED;
  return control || !isBlank(target) ? judgeClick(target, page) : MISSED;
}

function judgeClick(target: HTMLElement, page: SharedPage): Verdict {
  const press: Verdict = { verdict: 'ask', deed: { kind: 'press', target } };
  const open: Verdict = { verdict: 'do', deed: { kind: 'open', target } };
  const around = [...outwards(target)];
  // A click goes on to what is around, also around a shadow root: a press in a link is one on the link.
  const link = around.find(isLink);
  if (link && !mayFollow(link)) return REFUSED;
  if (around.some((each) => isForbiddenLabel(each, page))) return REFUSED;
  const submitter = around.find((each) => each.matches('button,input'));
  const form = submitter && submittedForm(submitter);
  if (form && submitter) return leadsAway(form, submitter) || asksForPayment(form) ? REFUSED : press;
  if (around.slice(1).some((each) => each.matches(SETS_OFF))) return press;
  if (link) return staysHere(link) && link === target ? open : press;
  if (target.localName === 'summary' && target.parentElement?.localName === 'details') return open;
  if (target.matches('[role="tab" i]') && target.closest('[role="tablist" i]')) return open;
  return press;
}

/** Whether a press here is one beside everything: nothing is shown at this place, and nothing says that it can be pressed. */
function isBlank(target: HTMLElement): boolean {
  const saysSomething = [...target.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim(),
  );
  if (saysSomething || target.matches(PICTURES)) return false;
  const style = styleOf(target);
  if (style?.cursor === 'pointer' || isPainted(target, style)) return false;
  return ![...outwards(target)].some((each) => each.matches(PRESSABLE));
}

/** Whether it is an icon that only a style draws. A picture behind a whole part of the page is none. */
function isPainted(target: HTMLElement, style: CSSStyleDeclaration | undefined): boolean {
  const { width, height } = target.getBoundingClientRect();
  if (!style || Math.max(width, height) > ICON_MAX_PX) return false;
  if (`${style.backgroundImage}${style.maskImage}`.includes('(')) return true;
  return ['::before', '::after'].some((part) => /"[^"]|\(/.test(styleOf(target, part)?.content ?? ''));
}

const styleOf = (target: HTMLElement, part?: string): CSSStyleDeclaration | undefined =>
  target.ownerDocument.defaultView?.getComputedStyle(target, part);

/** Whether a press inside of this label is one on a field that nobody may touch. */
function isForbiddenLabel(element: Element, page: SharedPage): boolean {
  const field: unknown = element.localName === 'label' ? Reflect.get(element, 'control') : undefined;
  return isElement(field) && isForbidden(field, page);
}

/** Fields may be tied to a form from elsewhere. */
function asksForPayment(form: HTMLFormElement): boolean {
  const root = form.getRootNode();
  const fields = isParent(root) ? root.querySelectorAll('input,select,textarea') : [];
  return [...fields].some(
    (field) =>
      (Reflect.get(field, 'form') === form || contains(form, field)) &&
      (field.matches(PAYMENT) || (!isButton(field) && isCalled(field, SOUNDS_LIKE_PAYMENT))),
  );
}

function isLink(element: Element): element is HTMLAnchorElement | HTMLAreaElement {
  return element.matches('a[href],area[href]') && 'hash' in element;
}

function namesElement(document: Document, fragment: string): boolean {
  try {
    return document.getElementById(decodeURIComponent(fragment)) !== null;
  } catch {
    return false;
  }
}

function mayFollow(link: HTMLAnchorElement | HTMLAreaElement): boolean {
  const { protocol, origin } = link;
  if (protocol === 'javascript:') return true;
  return (protocol === 'http:' || protocol === 'https:') && origin === originOf(link.ownerDocument);
}

/** Whether a link leads to another place of the document that is open. */
function staysHere(link: HTMLAnchorElement | HTMLAreaElement): boolean {
  const here = new URL(link.ownerDocument.URL);
  const { origin, pathname, search, hash } = link;
  const samePage = origin === here.origin && pathname === here.pathname && search === here.search;
  // A fragment that names nothing here is a script's: it may be an order to cancel.
  return (
    samePage &&
    namesElement(link.ownerDocument, hash.slice(1)) &&
    !link.hasAttribute('download') &&
    (link.target === '' || link.target === '_self')
  );
}

/** The form that a press submits. */
function submittedForm(target: Element): HTMLFormElement | undefined {
  const isSubmit = target.matches(
    'button:not([type]),button[type="submit" i],input[type="submit" i],input[type="image" i]',
  );
  const isOther = target.localName === 'button' && Reflect.get(target, 'type') === 'submit';
  const form: unknown = isSubmit || isOther ? Reflect.get(target, 'form') : undefined;
  return isElement(form) && form.localName === 'form' ? (form as HTMLFormElement) : undefined;
}

function leadsAway(form: HTMLFormElement, submitter: Element): boolean {
  // By attribute: a field named `action` would stand in the property's place.
  const action = submitter.getAttribute('formaction') ?? form.getAttribute('action') ?? '';
  try {
    const { protocol, origin } = new URL(action, form.ownerDocument.baseURI);
    return protocol !== 'javascript:' && origin !== originOf(form.ownerDocument);
  } catch {
    return true;
  }
}

/** A drawing, such as an icon in nothing that can be pressed: like any other part of the page. */
function judgeShape(hit: Element, types: readonly AssistType[]): Verdict {
  const [, ...outer] = outwards(hit);
  const target = outer.find(isHtml);
  if (!target) return MISSED;
  return types.includes(AssistType.CLICK) ? { verdict: 'ask', deed: { kind: 'press', target } } : REFUSED;
}

/** What a press on this element works on: a label stands for its field, an entry for its list. */
function controlAt(hit: Element): Element | undefined {
  for (const each of outwards(hit)) {
    if (!each.matches(CONTROLS)) continue;
    if (each.localName === 'option') return each.closest('select') ?? each;
    if (each.localName !== 'label') return each;
    const field: unknown = Reflect.get(each, 'control');
    return isElement(field) ? field : each;
  }
  return undefined;
}

function fieldOf(target: HTMLElement): 'field' | 'check' | undefined {
  if (target.localName === 'textarea' || target.localName === 'select' || target.isContentEditable) return 'field';
  if (target.localName !== 'input') return undefined;
  if (target.matches('[type="checkbox" i],[type="radio" i]')) return 'check';
  return isButton(target) ? undefined : 'field';
}

function isButton(field: Element): boolean {
  return BUTTON_TYPES.has(String(Reflect.get(field, 'type')));
}

function isDisabled(target: HTMLElement): boolean {
  return (
    target.matches(':disabled,[aria-disabled="true" i]') ||
    [...outwards(target)].some((each) => each.matches('[inert]'))
  );
}

function isParent(node: Node): node is Node & ParentNode {
  return 'querySelectorAll' in node;
}

function isEditor(element: Element): boolean {
  return isHtml(element) && element.isContentEditable;
}

function originOf(target: Document): string {
  return target.defaultView?.location.origin ?? '';
}

function isHtml(element: Element): element is HTMLElement {
  return element.namespaceURI === 'http://www.w3.org/1999/xhtml';
}
