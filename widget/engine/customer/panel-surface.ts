/**
 * How the parts of a session put things into the panel, which itself knows of none: places in a fixed order, styles, a layer above the
 * page, words for those who do not see it. Comes with the first part; several of these for one panel are alike.
 */
import { focusedIn } from '../geometry/focused-in.js';
import { element } from './dom.js';
import { SURFACE_CSS } from './panel-surface-style.js';
import { PressGuard } from './press-guard.js';

/** From top to bottom, whichever part was loaded first. */
const SLOTS = ['question', 'note', 'assist', 'company', 'masking', 'sight'] as const;
export type PanelSlot = (typeof SLOTS)[number];

export class PanelSurface {
  /** The one node on the page. */
  readonly host: HTMLElement;
  readonly section: HTMLElement;
  /** The panel's box on the screen. */
  readonly place: HTMLElement;
  /** What the customer sees of the page, in which the panel stands. */
  readonly sight: HTMLElement;
  /** Buttons that every view may have; a part's come first. */
  readonly footer: HTMLElement;
  readonly #root: ShadowRoot;

  constructor({ host, section }: { readonly host: HTMLElement; readonly section: HTMLElement }) {
    const root = section.getRootNode();
    const footer = section.querySelector('footer');
    const place = section.parentElement;
    const sight = place?.parentElement;
    if (!(root instanceof ShadowRoot) || !footer || !sight) throw new TypeError('this is no panel');
    this.place = place;
    this.sight = sight;
    this.host = host;
    this.section = section;
    this.footer = footer;
    this.#root = root;
    if (section.dataset['parts'] !== undefined) return;
    section.dataset['parts'] = '';
    this.adopt(SURFACE_CSS);
  }

  /** A part's place, empty at first. Questions stand above everything, the rest below the view. */
  slot(name: PanelSlot): HTMLElement {
    const find = (each: PanelSlot): HTMLElement | undefined =>
      this.section.querySelector<HTMLElement>(`:scope > .slot.${each}`) ?? undefined;
    const known = find(name);
    if (known) return known;
    const slot = element('div', { class: `slot ${name}` });
    if (name === 'question') this.section.prepend(slot);
    else {
      const later = SLOTS.slice(SLOTS.indexOf(name) + 1);
      (later.map(find).find((each) => each !== undefined) ?? this.footer).before(slot);
    }
    return slot;
  }

  /** Before everything in the header. */
  lead(handle: HTMLElement): void {
    this.section.querySelector('header')?.prepend(handle);
  }

  /** A part's style. */
  adopt(css: string): CSSStyleSheet {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    this.#root.adoptedStyleSheets.push(sheet);
    return sheet;
  }

  /** A part's own box above the page, beside the panel: as closed, and as little in the mirror. */
  layer(className: string): HTMLElement {
    return this.#put(element('div', { class: className }));
  }

  /** The same for what has the customer for itself: closed until it is shown. */
  dialog(className: string): HTMLDialogElement {
    return this.#put(element('dialog', { class: className }));
  }

  /** The customer must see the panel now: what lies over it goes. */
  uncover(): void {
    this.section.dispatchEvent(new Event('uncover'));
  }

  /** Hears of that. */
  onUncover(listener: () => void, signal: AbortSignal): void {
    this.section.addEventListener('uncover', listener, { signal });
  }

  /** The customer is to read this, which lies on the page below the panel. */
  keepClear(note: Element): void {
    this.section.dispatchEvent(new CustomEvent('note', { detail: note }));
  }

  /** Hears of that. */
  onKeepClear(listener: (note: Element) => void, signal: AbortSignal): void {
    const hear = (event: Event): void => {
      if (event instanceof CustomEvent && event.detail instanceof Element) listener(event.detail);
    };
    this.section.addEventListener('note', hear, { signal });
  }

  /** The panel stands elsewhere. */
  moved(): void {
    this.section.dispatchEvent(new Event('moved'));
  }

  /** Once, when the customer has most of a part before their eyes: not in a tab behind, and not below a dialog of ours. */
  whenInSight(part: HTMLElement, then: () => void): void {
    const eye = new IntersectionObserver(
      (seen) => {
        if (!seen.at(-1)?.isIntersecting) return;
        eye.disconnect();
        const over = this.#root.querySelector<HTMLDialogElement>('dialog[open]');
        if (!over) return then();
        over.addEventListener('close', () => this.whenInSight(part, then), { once: true });
      },
      { threshold: 0.5 },
    );
    eye.observe(part);
  }

  /** For a part that comes under a finger, changes there, or is taken there by the panel. */
  guard(part: HTMLElement): PressGuard {
    const guard = new PressGuard(part, this.section, this.place);
    this.section.addEventListener('moved', () => guard.look());
    return guard;
  }

  /** What has the focus in the panel. */
  get focused(): Element | null {
    return this.#root.activeElement;
  }

  /** What has the focus on the page, in whatever open shadow root; nothing if it is the page as a whole. */
  get focusedOnPage(): Element | undefined {
    if (this.focused) return undefined;
    const active = focusedIn(document);
    return active === document.body || active === document.documentElement ? undefined : active;
  }

  /** Shows a button of the panel or not. If it has the focus and goes, it hands that on. */
  toggle(button: HTMLElement, shown: boolean): void {
    const hadFocus = this.focused === button;
    button.hidden = !shown;
    if (hadFocus && !shown) this.keepFocus();
  }

  /** Takes a part of the panel off it. What has the focus in it hands it on. */
  drop(part: Element): void {
    const hadFocus = part.contains(this.focused);
    part.remove();
    if (hadFocus) this.keepFocus();
  }

  /** The focus goes to a harmless button that is nearly always there: it must not fall back to the page's beginning. */
  keepFocus(): void {
    this.section.querySelector<HTMLElement>('.icon:not(.grip, [hidden]), footer button:not([hidden])')?.focus();
  }

  /** Says something to those who do not see the panel. */
  announce(text: string): void {
    const status = this.section.querySelector('[role="status"]');
    if (status) status.textContent = text;
  }

  #put<Layer extends HTMLElement>(layer: Layer): Layer {
    layer.lang = this.section.lang;
    layer.dir = this.section.dir;
    this.#root.prepend(layer);
    return layer;
  }
}
