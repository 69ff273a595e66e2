/**
 * Where the panel stands: in a corner that the customer chooses with pointer or keys and that is remembered, and out of the way of what they
 * do. Loaded once the customer does something. It moves the panel and knows nothing of what is in it.
 */
import { loadTexts } from '../../locales/section.js';
import { companyTexts, type CompanyTexts } from '../../locales/sections/company.js';
import { element, icon } from './dom.js';
import type { CreateFeature, Feature } from './feature.js';
import { keepInSight } from './in-sight.js';
import { PanelSurface } from './panel-surface.js';
import { PLACEMENT_CSS } from './placement-style.js';

/** Corners as the reader sees them: `end` is left where they read from the right. */
const CORNERS = ['bottom-end', 'top-end', 'top-start', 'bottom-start'] as const;
type Corner = (typeof CORNERS)[number];

const GRIP_ICON = 'M6 4v.01M10 4v.01M6 8v.01M10 8v.01M6 12v.01M10 12v.01';

/** A press that moves less is no drag: it takes the panel to the next corner. */
const DRAG_FROM_PX = 6;

/** The panel keeps this far away from what the customer does. */
const CLEARANCE_PX = 16;

/** Of so many notes, the newest ones. */
const MOST_NOTES = 8;

/** It makes way for notes this often: whoever wants to press Stop or End must not have to catch it. */
const NOTE_INTERVAL_MS = 3_000;

const STORAGE_KEY = 'cobrowse.corner';

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export const createPlacement: CreateFeature = async ({ panel }) => {
  const { texts } = await loadTexts(companyTexts, [panel.section.lang]);
  return new Placement(new PanelSurface(panel), texts);
};

export class Placement implements Feature {
  readonly #panel: PanelSurface;
  readonly #texts: CompanyTexts;
  readonly #grip: HTMLButtonElement;
  readonly #rule: CSSStyleDeclaration | undefined;
  readonly #teardown = new AbortController();
  /** Where the customer wants it. */
  #home: Corner;
  /** Where it stands. */
  #corner: Corner;
  /** Between a press on the panel and its click it must not move away under the finger. */
  #pressed = false;
  #dragging = false;
  /** What agents wrote on the page, and the customer is to read. */
  #notes: readonly Element[] = [];
  /** Runs while it has made way for a note just now. */
  #madeWay: ReturnType<typeof setTimeout> | undefined;
  readonly #noteIntervalMs: number;
  /** A pointer is on the panel, to press something there. */
  #entered = false;

  /** @param noteIntervalMs a test has less time */
  constructor(panel: PanelSurface, texts: CompanyTexts, noteIntervalMs = NOTE_INTERVAL_MS) {
    this.#panel = panel;
    this.#noteIntervalMs = noteIntervalMs;
    this.#texts = texts;
    const [rule] = panel.adopt(PLACEMENT_CSS).cssRules;
    this.#rule = rule instanceof CSSStyleRule ? rule.style : undefined;
    this.#grip = element('button', { type: 'button', class: 'icon grip', 'aria-label': texts.move, title: texts.move });
    this.#grip.append(icon(GRIP_ICON));
    panel.lead(this.#grip);
    this.#home = this.#corner = remembered() ?? 'bottom-end';
    this.#stand(this.#corner);
    const { signal } = this.#teardown;
    this.#grip.addEventListener('pointerdown', (event) => this.#drag(event), { signal });
    this.#grip.addEventListener('keydown', (event) => this.#key(event), { signal });
    // A click without a pointer is the keyboard's, or an assistive technology's.
    this.#grip.addEventListener('click', (event) => event.detail === 0 && this.#next(), { signal });
    const onPage = { capture: true, passive: true, signal } as const;
    addEventListener('focusin', (event) => this.#focused(event), onPage);
    addEventListener('pointerdown', (event) => (this.#pressed = event.composedPath().includes(panel.host)), onPage);
    // Not before the panel's own button has heard of it.
    panel.host.addEventListener('click', () => this.#released(), { signal });
    addEventListener('click', (event) => event.composedPath().includes(panel.host) || this.#released(), onPage);
    addEventListener('pointercancel', () => this.#released(), onPage);
    addEventListener('focusout', () => this.#pressed || this.#stand(this.#best()), onPage);
    addEventListener('pointermove', (event) => this.#pointed(event), onPage);
    // A gesture, such as two fingers that magnify the page, ends with the latter.
    for (const name of ['pointerup', 'pointercancel']) addEventListener(name, () => this.#settle(), onPage);
    keepInSight({ box: panel.sight, moved: (isAll) => this.#seen(isAll), signal });
    panel.place.addEventListener('pointerenter', () => (this.#entered = true), { signal });
    panel.place.addEventListener('pointerleave', () => this.#left(), { signal });
    panel.onKeepClear((note) => {
      this.#notes = [...this.#notes.filter(({ isConnected }) => isConnected), note].slice(-MOST_NOTES);
      this.#giveWay();
    }, signal);
    this.#giveWay();
  }

  close(): void {
    this.#teardown.abort();
    clearTimeout(this.#madeWay);
    this.#grip.remove();
  }

  #next(): void {
    const at = CORNERS.indexOf(this.#corner);
    this.#choose(CORNERS[(at + 1) % CORNERS.length] ?? 'bottom-end');
  }

  #key(event: KeyboardEvent): void {
    const [block, inline] = this.#corner.split('-');
    const rtl = this.#panel.section.dir === 'rtl';
    const to = {
      ArrowUp: `top-${inline}`,
      ArrowDown: `bottom-${inline}`,
      ArrowLeft: `${block}-${rtl ? 'end' : 'start'}`,
      ArrowRight: `${block}-${rtl ? 'start' : 'end'}`,
    }[event.key];
    const corner = CORNERS.find((each) => each === to);
    if (!corner) return;
    event.preventDefault();
    this.#choose(corner);
  }

  #choose(corner: Corner): void {
    this.#home = corner;
    // Whoever puts it there has read what is there.
    this.#notes = this.#notes.filter((note) => this.#overlap(corner, note.getBoundingClientRect()) === 0);
    this.#stand(corner);
    remember(corner);
    const names = { 'bottom-end': 0, 'top-end': 1, 'top-start': 2, 'bottom-start': 3 } as const;
    this.#panel.announce(this.#texts.movedTo(names[corner]));
  }

  #stand(corner: Corner): void {
    if (this.#dragging) return;
    this.#corner = corner;
    const [block, inline] = corner.split('-');
    const { classList } = this.#panel.host;
    classList.toggle('top', block === 'top');
    classList.toggle('start', inline === 'start');
    this.#panel.moved();
  }

  #drag(down: PointerEvent): void {
    if (down.button !== 0) return;
    const { host, place, sight } = this.#panel;
    const start = place.getBoundingClientRect();
    const room = sight.getBoundingClientRect();
    const scale = this.#scale;
    const drag = new AbortController();
    const { signal } = drag;
    this.#grip.setPointerCapture(down.pointerId);
    const move = ({ clientX, clientY }: PointerEvent): void => {
      const [dx, dy] = [clientX - down.clientX, clientY - down.clientY];
      if (!this.#dragging && Math.hypot(dx, dy) < DRAG_FROM_PX) return;
      this.#dragging = true;
      host.classList.add('dragged');
      const left = clamp(start.left + dx - room.left, room.width - start.width) / scale;
      const top = clamp(start.top + dy - room.top, room.height - start.height) / scale;
      this.#rule?.setProperty('inset', `${top}px auto auto ${left}px`);
    };
    const stop = (): void => {
      drag.abort();
      const { left, top, width, height } = place.getBoundingClientRect();
      host.classList.remove('dragged');
      this.#rule?.removeProperty('inset');
      if (!this.#dragging) return this.#next();
      this.#dragging = false;
      const isLeft = left + width / 2 < room.left + room.width / 2;
      const isTop = top + height / 2 < room.top + room.height / 2;
      const isStart = isLeft === (this.#panel.section.dir !== 'rtl');
      return this.#choose(`${isTop ? 'top' : 'bottom'}-${isStart ? 'start' : 'end'}`);
    };
    this.#grip.addEventListener('pointermove', move, { signal });
    this.#grip.addEventListener('pointerup', stop, { signal });
    this.#grip.addEventListener('pointercancel', stop, { signal });
  }

  #focused(event: FocusEvent): void {
    const target = event.composedPath()[0];
    if (!(target instanceof Element) || event.composedPath().includes(this.#panel.host)) return;
    this.#avoid(target.getBoundingClientRect());
  }

  /** While the customer draws, drags or selects, the panel gives way; a pointer that only comes to it must reach it. */
  #pointed(event: PointerEvent): void {
    if (event.buttons === 0 || this.#dragging || event.composedPath().includes(this.#panel.host)) return;
    const { clientX: left, clientY: top } = event;
    this.#avoid({ left, top, right: left, bottom: top });
  }

  #released(): void {
    this.#pressed = false;
    this.#giveWay();
  }

  #left(): void {
    this.#entered = false;
    this.#giveWay();
  }

  #settle(): void {
    const active = this.#panel.focusedOnPage;
    const rest = this.#best();
    if (this.#corner === rest || this.#dragging || this.#pressed) return;
    if (active && this.#overlap(rest, active.getBoundingClientRect()) > 0) return;
    this.#stand(rest);
  }

  /** Where little of the page is in sight, the panel takes little of that. */
  #seen(isAll: boolean): void {
    this.#panel.host.classList.toggle('near', !isAll);
    this.#panel.moved();
    this.#giveWay();
  }

  /** To where the customer is, and where they are nowhere below it, to what they are to read. */
  #giveWay(): void {
    const active = this.#panel.focusedOnPage?.getBoundingClientRect();
    if (active) this.#avoid(active);
    const best = this.#best(active);
    const isBusy = this.#dragging || this.#pressed || this.#entered || this.#madeWay !== undefined;
    if (isBusy || this.#covered(best) >= this.#covered(this.#corner)) return;
    this.#madeWay = setTimeout(() => {
      this.#madeWay = undefined;
      this.#giveWay();
    }, this.#noteIntervalMs);
    this.#stand(best);
  }

  /** How large the panel is drawn. */
  get #scale(): number {
    const { sight } = this.#panel;
    return sight.getBoundingClientRect().width / (sight.offsetWidth || 1) || 1;
  }

  /** Goes to the corner that covers least of the box; stays where it is if that is as good. */
  #avoid(box: Box): void {
    if (this.#dragging || this.#pressed || this.#overlap(this.#corner, box) === 0) return;
    const best = this.#best(box);
    if (this.#overlap(best, box) < this.#overlap(this.#corner, box)) this.#stand(best);
  }

  /**
   * The corner that covers least of the box, if there is one, and of those least of the notes. Among equals the customer's own, then one
   * beside it: across from it is what they have kept free of the panel.
   */
  #best(box?: Box): Corner {
    const covers = (corner: Corner): number => (box ? this.#overlap(corner, box) : 0);
    const home = CORNERS.indexOf(this.#home);
    const nearest = [0, 1, 3, 2].map((steps) => CORNERS[(home + steps) % CORNERS.length] ?? this.#home);
    const [best] = nearest.toSorted((a, b) => covers(a) - covers(b) || this.#covered(a) - this.#covered(b));
    return best ?? this.#home;
  }

  /** The same of all notes. What is hidden, scrolled away or gone has no box. */
  #covered(corner: Corner): number {
    const boxes = this.#notes.map((note) => note.getBoundingClientRect()).filter(({ width }) => width > 0);
    return boxes.reduce((sum, box) => sum + this.#overlap(corner, box), 0);
  }

  /** Pixels that the panel, in this corner, would cover of a box and what is close to it. */
  #overlap(corner: Corner, box: Box): number {
    const { section, place, sight } = this.#panel;
    const { width, height } = place.getBoundingClientRect();
    const room = sight.getBoundingClientRect();
    const clearance = CLEARANCE_PX * this.#scale;
    const [block, inline] = corner.split('-');
    const isLeft = (inline === 'start') === (section.dir !== 'rtl');
    const left = isLeft ? room.left + clearance : room.right - clearance - width;
    const top = block === 'top' ? room.top + clearance : room.bottom - clearance - height;
    const across = Math.min(box.right, left + width) - Math.max(box.left, left) + clearance;
    const down = Math.min(box.bottom, top + height) - Math.max(box.top, top) + clearance;
    return Math.max(0, across) * Math.max(0, down);
  }
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(value, most));
}

function remembered(): Corner | undefined {
  try {
    const corner = localStorage.getItem(STORAGE_KEY);
    return CORNERS.find((each) => each === corner);
  } catch {
    return undefined;
  }
}

function remember(corner: Corner): void {
  try {
    localStorage.setItem(STORAGE_KEY, corner);
  } catch {
    // A page may forbid storage; then the corner is for this page alone.
  }
}
