/**
 * An agent's pointer and keyboard over the mirror, turned into acts (SPEC G6). It sends while it has hold of the page, and knows neither
 * grants nor panels: what may be done is its owner's to say, and the customer's page judges each act.
 */
import type { MirrorHost } from '../mirror/mirror-host.js';
import { ACT_KEYS, type Act, type ActPlace } from '../protocol/acts.js';
import { AssistType } from '../protocol/control/permission-messages.js';
import { ACT_SCROLL_MAX_PX, ACT_TEXT_MAX_LENGTH } from '../protocol/limits.js';
import { ROOT_ID } from '../protocol/operations.js';
import { make } from './housed.js';
import type { Layer, PageView, Point } from './tool.js';

/** What one press of an arrow key scrolls. */
const LINE_PX = 60;

/** A page is scrolled by a little less than what is in sight. */
const PAGE_SHARE = 0.9;

export interface AssistHandOptions {
  readonly view: PageView;
  /** Name of what takes the keyboard. */
  readonly label: string;
  readonly act: (act: Act) => void;
  /** Took hold of the page or let it go; or goes into a field, or leaves it. */
  readonly changed: () => void;
}

export class AssistHand {
  readonly #options: AssistHandOptions;
  readonly #layer: Layer;
  /** A field, since only fields get what an input method writes. */
  readonly #keys: HTMLTextAreaElement;
  #types: readonly AssistType[] = [];
  #typing = false;
  /** Wheel turns that wait for the mirror to say what is under the pointer. */
  #scroll: { readonly at: Point; readonly dx: number; readonly dy: number } | undefined;
  #aiming = false;

  constructor(options: AssistHandOptions) {
    this.#options = options;
    this.#layer = options.view.addLayer({ onDeactivate: () => this.#released() });
    const { element } = this.#layer;
    this.#keys = make('textarea', {
      'aria-label': options.label,
      autocomplete: 'off',
      autocapitalize: 'off',
      spellcheck: 'false',
      rows: '1',
    });
    const { style } = this.#keys;
    // Not seen, but where a screen reader and an input method find it.
    Object.assign(style, {
      position: 'absolute',
      inset: '0 auto auto 0',
      inlineSize: '1px',
      blockSize: '1px',
      padding: '0',
    });
    Object.assign(style, { opacity: '0', border: '0', resize: 'none', overflow: 'hidden' });
    this.#keys.hidden = true;
    element.append(this.#keys);
    element.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    element.addEventListener('pointerdown', (event) => this.#press(event));
    this.#keys.addEventListener('keydown', (event) => this.#key(event));
    this.#keys.addEventListener('input', (event) => this.#input(event));
    this.#keys.addEventListener('compositionend', () => this.#flush());
  }

  get holding(): boolean {
    return this.#layer.active;
  }

  /** Whether keys go into a field of the customer's. */
  get typing(): boolean {
    return this.holding && this.#typing;
  }

  /** What may be done from now on; with nothing, it lets go. */
  allow(types: readonly AssistType[]): void {
    this.#types = types;
    if (!types.includes(AssistType.FILL_FORM)) this.#typing = false;
    if (types.length === 0) this.release();
  }

  take(): void {
    this.#layer.activate();
    this.#keys.hidden = false;
    this.#layer.element.style.cursor = this.#types.some((type) => type !== AssistType.SCROLL_PAGE) ? 'pointer' : 'grab';
    this.#keys.focus({ preventScroll: true });
    this.#options.changed();
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
    this.#typing = false;
    this.#keys.hidden = true;
    this.#scroll = undefined;
    this.#options.changed();
  }

  #wheel(event: WheelEvent): void {
    if (event.ctrlKey || !this.#types.includes(AssistType.SCROLL_PAGE)) return;
    event.preventDefault();
    const unit =
      event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 20 : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? 600 : 1;
    this.#scrollBy(this.#pointOf(event), event.deltaX * unit, event.deltaY * unit);
  }

  #scrollBy(at: Point, dx: number, dy: number): void {
    const before = this.#scroll;
    this.#scroll = { at, dx: clamp((before?.dx ?? 0) + dx), dy: clamp((before?.dy ?? 0) + dy) };
    if (!this.#aiming) void this.#sendScroll();
  }

  /** One question to the mirror at a time: what is turned meanwhile goes with the next. */
  async #sendScroll(): Promise<void> {
    this.#aiming = true;
    try {
      for (let next = this.#scroll; next; next = this.#scroll) {
        this.#scroll = undefined;
        const place = await this.#placeAt(next.at);
        if (place && this.holding) this.#options.act({ type: 'scroll', ...place, dx: next.dx, dy: next.dy });
      }
    } finally {
      this.#aiming = false;
    }
  }

  #press(event: PointerEvent): void {
    event.preventDefault();
    this.#keys.focus({ preventScroll: true });
    if (event.button !== 0 || this.#types.every((type) => type === AssistType.SCROLL_PAGE)) return;
    void this.#placeAt(this.#pointOf(event)).then((place) => {
      if (!place || !this.holding) return;
      this.#options.act({ type: 'press', ...place });
      this.#typing = this.#types.includes(AssistType.FILL_FORM);
      this.#options.changed();
    });
  }

  #key(event: KeyboardEvent): void {
    // The desk's own keys do nothing meanwhile, but for those with a modifier.
    event.stopPropagation();
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      if (!this.#typing) return this.release();
      this.#typing = false;
      return this.#options.changed();
    }
    if (this.#typing) return this.#typeKey(event);
    const scroll = this.#scrollOf(event);
    if (!scroll || !this.#types.includes(AssistType.SCROLL_PAGE)) return;
    event.preventDefault();
    const page = this.#options.view.page;
    this.#scrollBy({ x: (page?.width ?? 0) / 2, y: (page?.height ?? 0) / 2 }, scroll[0], scroll[1]);
  }

  #typeKey(event: KeyboardEvent): void {
    const key = ACT_KEYS.find((each) => each === event.key);
    if (!key) return;
    event.preventDefault();
    this.#options.act({ type: 'key', key });
    if (key !== 'Tab') return;
    this.#typing = false;
    this.#options.changed();
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
    if (!this.#typing) return;
    for (const [index, line] of value.split(/\r?\n/).entries()) {
      if (index > 0) this.#options.act({ type: 'key', key: 'Enter' });
      const text = line.replace(/\p{Cc}/gu, '');
      for (let at = 0; at < text.length; at += ACT_TEXT_MAX_LENGTH) {
        this.#options.act({ type: 'text', text: text.slice(at, at + ACT_TEXT_MAX_LENGTH) });
      }
    }
  }

  #pointOf({ clientX, clientY }: MouseEvent): Point {
    return this.#options.view.toPage({ x: clientX, y: clientY });
  }

  async #placeAt({ x, y }: Point): Promise<ActPlace | undefined> {
    const { view } = this.#options;
    const { page } = view;
    const mirror: MirrorHost | undefined = view.mirror;
    if (!page || !mirror) return undefined;
    const aimed = await mirror.aim({ x, y, width: 0, height: 0 });
    const place = aimed?.place;
    if (!aimed || aimed.id < ROOT_ID || !place) {
      return { id: ROOT_ID, x: fraction(x, 0, page.width), y: fraction(y, 0, page.height) };
    }
    return { id: aimed.id, x: fraction(x, place[0], place[2]), y: fraction(y, place[1], place[3]) };
  }
}

function fraction(at: number, from: number, length: number): number {
  return length > 0 ? Math.max(0, Math.min(1, (at - from) / length)) : 0;
}

function clamp(distance: number): number {
  return Math.max(-ACT_SCROLL_MAX_PX, Math.min(ACT_SCROLL_MAX_PX, distance));
}
