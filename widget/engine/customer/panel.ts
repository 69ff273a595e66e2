/**
 * The in-session surface on the customer's page: one host element with a closed shadow root. It shows what it is told and asks
 * for an end; it knows no session. Closed to the page's styles, it is no boundary against the page's own scripts.
 */
import { directionOf, type Chosen } from '../../locales/section.js';
import type { PanelTexts } from '../../locales/sections/panel.js';
import { EndReason } from '../protocol/control/session-messages.js';
import { element, icon } from './dom.js';
import { giveFocus } from './give-focus.js';
import { PANEL_CSS } from './panel-style.js';
import { groups, spell, wordingOf, type PanelView } from './panel-view.js';
import { TopLayer } from './top-layer.js';

/** A customer who ended the session knows so; the panel then goes by itself. */
const OWN_END_SHOWN_MS = 6_000;

const COPY_CONFIRMED_MS = 2_000;

/** Where the whole panel would hide most of the page. */
const SMALL_SCREEN = '(max-width: 480px), (max-height: 480px)';

const MINIMISE_ICON = 'M3.5 6l4.5 4.5L12.5 6';
const EXPAND_ICON = 'M3.5 10L8 5.5l4.5 4.5';

export interface PanelOptions {
  readonly chosen: Chosen<PanelTexts>;
  /** The customer asked to end the session. */
  readonly onEnd: () => void;
  /** Tests look inside with `open`. */
  readonly mode?: ShadowRootMode;
}

export class Panel {
  /** The one node on the page; never mirrored. */
  readonly host = document.createElement('cobrowse-panel');
  readonly #texts: PanelTexts;
  readonly #root: ShadowRoot;
  readonly #topLayer: TopLayer;
  /** What the panel shows; others may put more into it. */
  readonly section: HTMLElement;
  readonly #headline = element('h2');
  readonly #body = element('div', { class: 'body' });
  readonly #status = element('p', { class: 'spoken', role: 'status' });
  readonly #end: HTMLButtonElement;
  readonly #close: HTMLButtonElement;
  readonly #compact: HTMLButtonElement;
  readonly #footer: HTMLElement;
  #view: PanelView | undefined;
  #minimised = false;
  /** Whether the customer has said how large it should be. */
  #sized = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #removed = false;
  /** What had the focus before the panel; what happens inside a closed root is not heard outside of it. */
  #before: HTMLElement | undefined;

  constructor({ chosen: { texts, language }, onEnd, mode = 'closed' }: PanelOptions) {
    this.#texts = texts;
    this.#end = this.#button(texts.end, 'end', onEnd);
    this.#close = this.#button(texts.close, 'close', () => this.remove());
    this.#compact = this.#button('', 'icon', () => {
      this.#minimised = !this.#minimised;
      this.#sized = true;
      this.#render();
    });
    this.#footer = element('footer', {}, this.#end, this.#close);
    const header = element('header', {}, element('span', { class: 'dot' }), this.#headline, this.#compact);
    this.section = element('section', { 'aria-label': texts.label, lang: language, dir: directionOf(language) });
    this.section.append(header, this.#body, this.#footer, this.#status);

    const sheet = new CSSStyleSheet();
    sheet.replaceSync(PANEL_CSS);
    this.#root = this.host.attachShadow({ mode });
    this.#root.adoptedStyleSheets = [sheet];
    const place = element('div', { class: 'place' }, this.section);
    this.#root.append(element('div', { class: 'seen', dir: this.section.dir }, place));
    this.#topLayer = new TopLayer(this.host, this.#root);
    this.host.addEventListener('focusin', ({ relatedTarget }) => {
      if (relatedTarget instanceof HTMLElement) this.#before = relatedTarget;
    });
    // Buttons take each other's place and focus: a key that is held would press the next one as well.
    this.host.addEventListener('keydown', (event) => event.repeat && event.key === 'Enter' && event.preventDefault());
  }

  /** Shows a view; the first one puts the panel on the page. */
  show(view: PanelView): void {
    if (this.#removed) return;
    const isNew = JSON.stringify(view) !== JSON.stringify(this.#view);
    if (!isNew) return;
    if (!this.#view) this.#topLayer.open();
    if (view.state === 'watched' && this.#view?.state !== 'watched') this.#makeWay();
    this.#view = view;
    this.#render();
    this.#status.textContent = wordingOf(view, this.#texts).announcement;
    clearTimeout(this.#timer);
    if (view.state === 'ended' && view.ending === EndReason.CUSTOMER_ENDED) {
      this.#timer = setTimeout(() => this.remove(), OWN_END_SHOWN_MS);
    }
  }

  /** Back above what else of ours is on the page. */
  raise(): void {
    this.#topLayer.raise();
  }

  /** Takes the panel off the page, for good. */
  remove(): void {
    this.#removed = true;
    clearTimeout(this.#timer);
    const had = this.#root.activeElement;
    this.#topLayer.close();
    if (had && this.#before) giveFocus(this.#before);
  }

  /** The PIN has done its work: on a small screen the page comes first. Not while somebody is busy in the panel. */
  #makeWay(): void {
    const isBusy = this.#root.activeElement !== null;
    if (!this.#sized && !isBusy && matchMedia(SMALL_SCREEN).matches) this.#minimised = true;
  }

  #render(): void {
    const view = this.#view;
    if (!view) return;
    const { headline, hint } = wordingOf(view, this.#texts);
    const over = view.state === 'ended' || view.state === 'failed';
    const compact = this.#minimised && !over;
    const focused = this.#root.activeElement;

    this.host.classList.toggle('compact', compact);
    this.section.className =
      view.state === 'watched'
        ? 'live'
        : view.state === 'connecting' || view.state === 'reconnecting'
          ? 'busy'
          : view.state;
    this.#headline.textContent =
      compact && view.state === 'watched' ? this.#texts.watchingBriefly(view.names) : headline;
    this.#body.replaceChildren(...(compact ? [] : this.#content(view, hint)));
    // A question has its own ways out.
    this.#end.hidden = over || view.state === 'asking';
    this.#close.hidden = !over;
    this.#compact.hidden = over;
    const label = compact ? this.#texts.expand : this.#texts.minimise;
    this.#compact.setAttribute('aria-label', label);
    this.#compact.title = label;
    this.#compact.setAttribute('aria-expanded', String(!compact));
    this.#compact.replaceChildren(icon(compact ? EXPAND_ICON : MINIMISE_ICON));
    // What had the focus may be gone; it must not fall back to the page's beginning, nor go where the next press would end the session.
    if (focused instanceof HTMLElement && (!focused.isConnected || focused.hidden)) {
      (over ? this.#close : this.#compact).focus();
    }
  }

  #content(view: PanelView, hint: string): Node[] {
    const said = element('p', { class: 'hint' }, hint);
    if (view.state === 'waiting') return [this.#pin(view.pinCode), said];
    if (view.state !== 'watched') return [said];
    return [said, this.#pin(view.pinCode, this.#texts.anotherAgent)];
  }

  /** @param label makes it small: the PIN has done its work, but another agent may need it. */
  #pin(pinCode: string, label?: string): HTMLElement {
    const digits = element('span', { class: 'digits', 'aria-hidden': 'true' });
    digits.append(...groups(pinCode).map((group) => element('span', {}, group)));
    const copy = this.#button(this.#texts.copyPin, 'copy', () => void this.#copyPin(pinCode, copy));
    const lines = element('div', {}, digits, element('span', { class: 'spoken' }, spell(pinCode)));
    if (label !== undefined) lines.prepend(element('p', { class: 'hint' }, label));
    return element('div', { class: label === undefined ? 'pin' : 'pin small' }, lines, copy);
  }

  async #copyPin(pinCode: string, button: HTMLButtonElement): Promise<void> {
    const { copied, copyFailed, copyPin } = this.#texts;
    // Absent on pages without TLS, and a page's policy may forbid it.
    const done = await Promise.resolve(navigator.clipboard?.writeText(pinCode).then(() => true)).catch(() => false);
    const outcome = done ? copied : copyFailed;
    button.textContent = outcome;
    this.#status.textContent = outcome;
    setTimeout(() => (button.textContent = copyPin), COPY_CONFIRMED_MS);
  }

  #button(label: string, className: string, act: () => void): HTMLButtonElement {
    const button = element('button', { type: 'button', class: className }, label);
    button.addEventListener('click', act);
    return button;
  }
}
