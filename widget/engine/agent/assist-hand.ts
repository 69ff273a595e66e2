/**
 * An agent's pointer, fingers and keyboard over the mirror, turned into acts (SPEC G6). It sends while it has hold of the page, and knows neither
 * grants nor panels: what may be done is its owner's to say, and the customer's page judges each act.
 */
import { plainText } from '../../locales/plain-text.js';
import { Cross, CROSS_CSS } from '../annotation/cross.js';
import type { MirrorHost } from '../mirror/mirror-host.js';
import type { PageStateMessage } from '../mirror/port.js';
import { ACT_KEYS, type Act, type ActPlace } from '../protocol/acts.js';
import { ActOutcome } from '../protocol/control/assist-messages.js';
import { AssistType } from '../protocol/control/permission-messages.js';
import { ACT_SCROLL_MAX_PX, ACT_TEXT_MAX_LENGTH } from '../protocol/limits.js';
import { ROOT_ID } from '../protocol/operations.js';
import { Finger } from './finger.js';
import { house, make } from './housed.js';
import type { Layer, PageView, Point } from './tool.js';

/** What one press of an arrow key scrolls. */
const LINE_PX = 60;

/** Between two acts of scrolling: some screens tell of more moves a second than the customer's page takes acts. */
const SCROLL_EVERY_MS = 20;

/** A page is scrolled by a little less than what is in sight. */
const PAGE_SHARE = 0.9;

/** The field is not seen, but where a screen reader and an input method find it; the ring around the page says where keys go. */
const HAND_CSS = `
:host, .ring { position: absolute; inset: 0; pointer-events: none; }
[hidden] { display: none !important; }
.ring:focus-within { outline: 3px solid var(--accent); outline-offset: -3px; }
textarea {
  position: absolute; inset: 0 auto auto 0; box-sizing: border-box; inline-size: 2px; block-size: 2px; margin: 0; padding: 0; border: 0;
  outline: none; opacity: 0; resize: none; overflow: hidden;
}
${CROSS_CSS}`;

export interface AssistHandOptions {
  readonly view: PageView;
  /** Sends it; answers whether that makes sense now. */
  readonly act: (act: Act) => boolean;
  /** Took hold of the page or let it go; or goes into a field, or leaves it. `lost` is the focus, which has to go somewhere. */
  readonly changed: (lost: boolean) => void;
  /** The keyboard's cross rests over something of this name. */
  readonly over: (label: string) => void;
  /** A key that presses brought the cross into sight instead, over something of this name if it has one: the next one presses there. */
  readonly aimed: (label: string) => void;
}

/** Where a finger took hold of the page: what is there, or what scrolls around it, follows until the finger is lifted. */
interface Grip {
  readonly at: Point;
  place: ActPlace | undefined;
}

interface TypedField {
  readonly name: string;
  /** Nothing was typed since it was pressed. */
  fresh: boolean;
}

export class AssistHand {
  readonly #options: AssistHandOptions;
  readonly #layer: Layer;
  /** A field, since only fields get what an input method writes. */
  readonly #keys: HTMLTextAreaElement;
  /** Where a key presses. */
  readonly #cross: Cross;
  #types: readonly AssistType[] = [];
  /** Where keys go; none until something was pressed that takes them. */
  #field: TypedField | undefined;
  /** What was turned or dragged since the last act. */
  #scroll: { readonly grip: Grip; readonly dx: number; readonly dy: number } | undefined;
  #scrolling = false;
  readonly #finger: Finger;
  #grip: Grip | undefined;

  constructor(options: AssistHandOptions) {
    this.#options = options;
    this.#layer = options.view.addLayer({ onDeactivate: () => this.#released(), takesKeys: true });
    const { element } = this.#layer;
    this.#keys = make('textarea', {
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
      rows: '1',
      // A touch screen's keyboard comes with the field.
      inputmode: 'none',
    });
    this.#keys.hidden = true;
    this.#cross = new Cross({
      size: () => options.view.page ?? { width: 0, height: 0 },
      rested: (at) => void this.#sayWhere(at, (label) => label && options.over(label)),
    });
    const housing = make('div');
    house(housing, HAND_CSS, make('div', { class: 'ring' }, this.#keys), this.#cross.element);
    element.append(housing);
    element.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    this.#finger = new Finger(element, {
      down: (at) => this.#take(options.view.toPage(at)),
      tap: () => this.#grip && void this.#pressAt(this.#grip.at),
      drag: (dx, dy) => this.#drag(dx, dy),
    });
    element.addEventListener('pointerdown', (event) => event.pointerType === 'mouse' && this.#press(event));
    this.#keys.addEventListener('keydown', (event) => this.#key(event));
    this.#keys.addEventListener('input', (event) => this.#input(event));
    this.#keys.addEventListener('compositionend', () => this.#flush());
    this.#keys.addEventListener('blur', () => this.#cross.hide());
  }

  /** Names what takes the keyboard. */
  set label(label: string) {
    this.#keys.setAttribute('aria-label', label);
  }

  get holding(): boolean {
    return this.#layer.active;
  }

  /** Name of the customer's field that keys go into, which may be empty; `undefined` for none. */
  get typing(): string | undefined {
    return this.holding ? this.#field?.name : undefined;
  }

  /** What may be done from now on; with nothing, it lets go. */
  allow(types: readonly AssistType[]): void {
    this.#types = types;
    if (!types.includes(AssistType.FILL_FORM)) this.#enter(undefined);
    if (types.length === 0) this.release();
    // Where a finger does not scroll the customer's page, it moves the picture; two are the browser's to zoom with.
    this.#layer.element.style.touchAction = types.includes(AssistType.SCROLL_PAGE) ? 'pinch-zoom' : 'manipulation';
  }

  /** The customer's page did not do an act, or the customer uses it and nobody knows what was done. */
  undone(outcome: ActOutcome | 'unknown'): void {
    // What a finger had hold of is gone or covered: on with what is now where it came down.
    const { page } = this.#options.view;
    if (outcome === ActOutcome.MISSED && this.#grip && page) this.#grip.place = onPage(page, this.#grip.at);
    // A field refuses single keys too; before there were any, it was the press, and what it was for has no focus.
    const ends =
      outcome === ActOutcome.MISSED ||
      (this.#field?.fresh && (outcome === ActOutcome.REFUSED || outcome === 'unknown'));
    if (!ends || !this.#field) return;
    this.#enter(undefined);
    this.#options.changed(false);
  }

  take(): void {
    this.#layer.activate();
    this.#keys.hidden = false;
    this.#layer.element.style.cursor = this.#presses ? 'pointer' : 'grab';
    this.#keys.focus({ preventScroll: true });
    this.#options.changed(false);
  }

  release(): void {
    if (!this.holding) return;
    this.#layer.deactivate();
    this.#released();
  }

  remove(): void {
    this.#layer.remove();
  }

  #released(): void {
    const lost = this.#keys.matches(':focus');
    this.#enter(undefined);
    this.#finger.forget();
    this.#keys.hidden = true;
    this.#cross.hide();
    this.#scroll = undefined;
    this.#options.changed(lost);
  }

  /** Whether more may be done than scrolling. */
  get #presses(): boolean {
    return this.#types.some((type) => type !== AssistType.SCROLL_PAGE);
  }

  #wheel(event: WheelEvent): void {
    if (event.ctrlKey || !this.#types.includes(AssistType.SCROLL_PAGE)) return;
    event.preventDefault();
    const unit =
      event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? 600 : 1;
    this.#scrollBy({ at: this.#pointOf(event), place: undefined }, event.deltaX * unit, event.deltaY * unit);
  }

  #drag(dx: number, dy: number): void {
    if (!this.#grip || !this.#types.includes(AssistType.SCROLL_PAGE)) return;
    const { scale } = this.#options.view;
    this.#scrollBy(this.#grip, -dx / scale, -dy / scale);
  }

  #scrollBy(grip: Grip, dx: number, dy: number): void {
    const before = this.#scroll;
    this.#scroll = { grip, dx: clamp((before?.dx ?? 0) + dx), dy: clamp((before?.dy ?? 0) + dy) };
    if (!this.#scrolling) void this.#sendScroll();
  }

  /** One act at a time: what is turned or dragged meanwhile goes with the next. */
  async #sendScroll(): Promise<void> {
    this.#scrolling = true;
    try {
      for (let next = this.#scroll; next; next = this.#scroll) {
        this.#scroll = undefined;
        const { grip, dx, dy } = next;
        grip.place ??= (await this.#find(grip.at))?.place;
        if (grip.place && this.holding) this.#options.act({ type: 'scroll', ...grip.place, dx, dy });
        await new Promise((resolve) => setTimeout(resolve, SCROLL_EVERY_MS));
      }
    } finally {
      this.#scrolling = false;
    }
  }

  #press(event: PointerEvent): void {
    event.preventDefault();
    this.#take(this.#pointOf(event));
    if (event.button === 0 && this.#grip) void this.#pressAt(this.#grip.at);
  }

  /** Pointer or finger came down: keys go to the page from now on. */
  #take(at: Point): void {
    this.#grip = { at, place: undefined };
    this.#keys.focus({ preventScroll: true });
    this.#cross.hide();
  }

  async #pressAt(at: Point): Promise<void> {
    if (!this.#presses) return;
    const found = await this.#find(at);
    if (!found || !this.holding || !this.#options.act({ type: 'press', ...found.place })) return;
    const { field } = found;
    const fills = field !== undefined && this.#types.includes(AssistType.FILL_FORM);
    this.#enter(fills ? { name: unmasked(field), fresh: true } : undefined);
    this.#options.changed(false);
  }

  #enter(field: TypedField | undefined): void {
    this.#field = field;
    this.#keys.inputMode = field ? 'text' : 'none';
    // Once more, for the keyboard of a touch screen to come.
    if (field && this.#keys.matches(':focus')) this.#keys.focus({ preventScroll: true });
  }

  #key(event: KeyboardEvent): void {
    // The desk's own keys do nothing meanwhile, but for those with a modifier.
    event.stopPropagation();
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      if (!this.#field) return this.release();
      this.#enter(undefined);
      return this.#options.changed(false);
    }
    if (this.#field) return this.#typeKey(event, this.#field);
    if (this.#presses && this.#pressKey(event)) return event.preventDefault();
    const scroll = this.#scrollOf(event);
    if (!scroll || !this.#types.includes(AssistType.SCROLL_PAGE)) return;
    event.preventDefault();
    this.#scrollBy({ at: this.#cross.at, place: undefined }, scroll[0], scroll[1]);
  }

  /** Arrows move the cross, at the page's edge the page; Enter and Space press where it is, once that could be seen. */
  #pressKey(event: KeyboardEvent): boolean {
    if (event.key !== 'Enter' && event.key !== ' ') {
      const step = this.#cross.step(event);
      return step !== undefined && !step.held;
    }
    if (event.repeat) return true;
    if (this.#cross.shown) void this.#pressAt(this.#cross.at);
    else void this.#sayWhere(this.#cross.show(), this.#options.aimed);
    return true;
  }

  async #sayWhere(at: Point, say: (label: string) => void): Promise<void> {
    const aimed = await this.#options.view.mirror?.aim({ ...at, width: 0, height: 0 });
    if (this.#cross.isAt(at)) say(unmasked(aimed?.field || aimed?.label || ''));
  }

  #typeKey(event: KeyboardEvent, field: TypedField): void {
    const key = ACT_KEYS.find((each) => each === event.key);
    if (!key) return;
    event.preventDefault();
    this.#options.act({ type: 'key', key });
    field.fresh = false;
    if (key !== 'Tab') return;
    this.#enter(undefined);
    this.#options.changed(false);
  }

  #scrollOf({ key, shiftKey }: KeyboardEvent): readonly [number, number] | undefined {
    const page = (this.#options.view.page?.height ?? 600) * PAGE_SHARE;
    switch (key) {
      case 'ArrowDown':
        return [0, LINE_PX];
      case 'ArrowUp':
        return [0, -LINE_PX];
      case 'ArrowRight':
        return [LINE_PX, 0];
      case 'ArrowLeft':
        return [-LINE_PX, 0];
      case 'PageDown':
        return [0, page];
      case 'PageUp':
        return [0, -page];
      case ' ':
        return [0, shiftKey ? -page : page];
      case 'Home':
        return [0, -ACT_SCROLL_MAX_PX];
      case 'End':
        return [0, ACT_SCROLL_MAX_PX];
      default:
        return undefined;
    }
  }

  #input(event: Event): void {
    if (!(event instanceof InputEvent) || !event.isComposing) this.#flush();
  }

  /** What was typed or pasted goes on in pieces; a line that ends is a key. */
  #flush(): void {
    const { value } = this.#keys;
    this.#keys.value = '';
    if (!this.#field) return;
    if (value !== '') this.#field.fresh = false;
    for (const [index, line] of value.split(/\r?\n/).entries()) {
      if (index > 0) this.#options.act({ type: 'key', key: 'Enter' });
      const text = line.replace(/\p{Cc}/gu, '');
      for (let at = 0; at < text.length; at += ACT_TEXT_MAX_LENGTH) {
        this.#options.act({ type: 'text', text: text.slice(at, at + ACT_TEXT_MAX_LENGTH) });
      }
    }
  }

  #pointOf({ clientX: x, clientY: y }: MouseEvent): Point {
    return this.#options.view.toPage({ x, y });
  }

  async #find({ x, y }: Point): Promise<{ readonly place: ActPlace; readonly field: string | undefined } | undefined> {
    const { view } = this.#options;
    const { page } = view;
    const mirror: MirrorHost | undefined = view.mirror;
    if (!page || !mirror) return undefined;
    const aimed = await mirror.aim({ x, y, width: 0, height: 0 });
    const box = aimed && aimed.id >= ROOT_ID ? aimed.place : undefined;
    if (!aimed || !box) return { place: onPage(page, { x, y }), field: aimed?.field };
    const [left, top, width, height] = box;
    return { place: { id: aimed.id, x: fraction(x, left, width), y: fraction(y, top, height) }, field: aimed.field };
  }
}

/** What is masked, if only in part, is called nothing. */
function unmasked(name: string): string {
  return name.includes('*') ? '' : plainText(name);
}

/** A place by the page's window alone, whatever is there. */
function onPage({ width, height }: PageStateMessage, { x, y }: Point): ActPlace {
  return { id: ROOT_ID, x: fraction(x, 0, width), y: fraction(y, 0, height) };
}

function fraction(at: number, from: number, length: number): number {
  return length > 0 ? Math.max(0, Math.min(1, (at - from) / length)) : 0;
}

function clamp(distance: number): number {
  return Math.max(-ACT_SCROLL_MAX_PX, Math.min(ACT_SCROLL_MAX_PX, distance));
}
