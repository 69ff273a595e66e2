/**
 * Draws a board above a page: strokes, notes, names, laser pointers, in CSS pixels of the customer's viewport. It takes no pointer and
 * knows neither whose board it is nor how an element is found. What people wrote is text here, never markup.
 */
import { plainText } from '../../locales/plain-text.js';
import type { Place } from '../geometry/place.js';
import type { Board, Drawn } from './board.js';
import { extentOf, inkOf } from './ink.js';
import { LAYER_CSS } from './layer-style.js';
import { COLOURS, StrokeKind } from './stroke.js';

const SVG = 'http://www.w3.org/2000/svg';

/** A frame around an element lies outside of it, also where a scroller cuts it off. */
const CLIP_SLACK_PX = 8;

interface StrokeView {
  readonly window: SVGSVGElement;
  readonly group: SVGGElement;
  readonly halo: SVGPathElement;
  readonly path: SVGPathElement;
  /** Of a note. */
  readonly note: HTMLElement | undefined;
  /** Whether somebody could read the note already. */
  wasSeen: boolean;
  /** What the path was made of. */
  drawn: Drawn | undefined;
  width: number;
  height: number;
}

export interface LayerOptions {
  readonly board: Board;
  /** What the others are to read beside an author's strokes. */
  readonly nameOf: (author: number) => string;
  /** A note is to be read, for the first time. */
  readonly noteShown?: (note: HTMLElement, author: number) => void;
}

export class InkLayer {
  /** To be put where the customer's viewport is. */
  readonly element = document.createElement('div');
  readonly #options: LayerOptions;
  readonly #svg = svg('svg');
  readonly #hover = svg('path');
  readonly #texts = document.createElement('div');
  readonly #views = new Map<string, StrokeView>();
  readonly #names = new Map<number, HTMLElement>();
  readonly #lasers = new Map<number, HTMLElement>();
  readonly #places = new Map<number, Place | undefined>();
  /** The element that the snap tool would mark. */
  #hovered: { readonly place: Place; readonly colour: number } | undefined;

  constructor(options: LayerOptions) {
    this.#options = options;
    this.element.className = 'ink';
    this.#svg.setAttribute('aria-hidden', 'true');
    this.#hover.setAttribute('class', 'hover');
    this.#texts.className = 'texts';
    this.#svg.append(this.#hover);
    this.element.append(this.#svg, this.#texts);
  }

  /** To be adopted by the root that the layer is in. */
  static sheet(): CSSStyleSheet {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(LAYER_CSS);
    return sheet;
  }

  /** Where an element is, as far as somebody said. */
  placeOf(node: number): Place | undefined {
    return this.#places.get(node);
  }

  /** An element is elsewhere, or nowhere. */
  place(node: number, place: Place | undefined): void {
    this.#places.set(node, place);
    for (const drawn of this.#options.board.strokes) if (drawn.stroke.node === node) this.#position(drawn);
    for (const [author, { node: at }] of this.#options.board.lasers) if (at === node) this.#positionLaser(author);
    this.#label();
  }

  /** Shows which element would be marked. */
  hover(place: Place | undefined, colour = 0): void {
    this.#hovered = place && { place, colour };
    const shown = this.#hovered;
    if (!shown) return this.#hover.removeAttribute('d');
    const [x, y, width, height] = shown.place;
    this.#hover.setAttribute('d', `M${x - 3} ${y - 3}h${width + 6}v${height + 6}h${-width - 6}z`);
    this.#hover.style.stroke = COLOURS[shown.colour] ?? COLOURS[0];
  }

  /** Draws what the board holds now. Answers the ids of all elements whose places matter. */
  update(): readonly number[] {
    const { board } = this.#options;
    const nodes = new Set<number>();
    const left = new Set(this.#views.keys());
    for (const drawn of board.strokes) {
      nodes.add(drawn.stroke.node);
      left.delete(keyOf(drawn));
      const view = this.#viewOf(drawn);
      if (view.drawn !== drawn) this.#position(drawn);
    }
    for (const key of left) {
      const view = this.#views.get(key);
      view?.window.remove();
      view?.note?.remove();
      this.#views.delete(key);
    }
    for (const [author, { node }] of board.lasers) {
      nodes.add(node);
      this.#positionLaser(author);
    }
    for (const [author, element] of this.#lasers) {
      if (board.lasers.has(author)) continue;
      element.remove();
      this.#lasers.delete(author);
    }
    for (const node of this.#places.keys()) if (!nodes.has(node)) this.#places.delete(node);
    this.#label();
    return [...nodes];
  }

  #viewOf(drawn: Drawn): StrokeView {
    const key = keyOf(drawn);
    const known = this.#views.get(key);
    if (known) return known;
    const { kind } = drawn.stroke;
    const isNote = kind === StrokeKind.NOTE;
    const view: StrokeView = {
      window: svg('svg'),
      group: svg('g'),
      halo: svg('path'),
      path: svg('path'),
      note: isNote ? document.createElement('div') : undefined,
      wasSeen: false,
      drawn: undefined,
      width: NaN,
      height: NaN,
    };
    view.halo.setAttribute('class', 'halo');
    view.group.append(view.halo, view.path);
    view.window.append(view.group);
    if (view.note) {
      view.note.className = 'note';
      view.note.append(document.createElement('b'), document.createElement('p'));
      this.#texts.append(view.note);
    } else this.#svg.append(view.window);
    this.#views.set(key, view);
    return view;
  }

  #position(drawn: Drawn): void {
    const view = this.#viewOf(drawn);
    const { stroke } = drawn;
    const place = this.#places.get(stroke.node);
    const isNew = view.drawn !== drawn;
    view.drawn = drawn;
    const shown = place !== undefined;
    view.window.style.display = shown ? '' : 'none';
    if (view.note) view.note.hidden = !shown;
    if (!place) {
      view.width = NaN;
      return;
    }
    const [x, y, width, height] = place;
    if (view.note) {
      this.#positionNote(view.note, drawn, place);
      if (view.wasSeen || view.note.hidden) return;
      view.wasSeen = true;
      return this.#options.noteShown?.(view.note, drawn.author);
    }
    const [left, top, right, bottom] = clipOf(place);
    set(view.window, { x: left, y: top, width: Math.max(0, right - left), height: Math.max(0, bottom - top) });
    view.group.setAttribute('transform', `translate(${x - left} ${y - top})`);
    if (!isNew && view.width === width && view.height === height) return;
    Object.assign(view, { width, height });
    const { path, line } = inkOf(stroke, width, height);
    view.group.setAttribute('class', `${stroke.kind} ${stroke.done ? 'done' : ''}`);
    for (const each of [view.halo, view.path]) each.setAttribute('d', path);
    const colour = COLOURS[stroke.colour] ?? COLOURS[0];
    view.path.style.fill = line === 0 ? colour : 'none';
    view.path.style.stroke = line === 0 ? 'none' : colour;
    view.path.style.strokeWidth = `${line}px`;
    view.halo.style.strokeWidth = `${line + 3}px`;
  }

  #positionNote(note: HTMLElement, { author, stroke }: Drawn, place: Place): void {
    const [fx = 0, fy = 0] = stroke.points;
    const [x, y] = [place[0] + fx * place[2], place[1] + fy * place[3]];
    const [left, top, right, bottom] = clipOf(place);
    note.hidden = x < left || y < top || x > right || y > bottom;
    // All of it in the customer's window: what is cut off nobody can read.
    note.style.transform = `translate(${within(x, '100cqw')}, ${within(y, '100cqh')})`;
    note.style.setProperty('--colour', COLOURS[stroke.colour] ?? COLOURS[0]);
    const [name, text] = note.children;
    if (name) name.textContent = plainText(this.#options.nameOf(author));
    if (text) text.textContent = stroke.text;
  }

  #positionLaser(author: number): void {
    const laser = this.#options.board.lasers.get(author);
    const place = laser && this.#places.get(laser.node);
    let dot = this.#lasers.get(author);
    if (!dot) {
      dot = document.createElement('div');
      dot.className = 'laser';
      dot.append(document.createElement('b'));
      this.#texts.append(dot);
      this.#lasers.set(author, dot);
    }
    dot.hidden = !place;
    if (!laser || !place) return;
    dot.style.transform = `translate(${place[0] + laser.x * place[2]}px, ${place[1] + laser.y * place[3]}px)`;
    dot.style.setProperty('--colour', COLOURS[laser.colour] ?? COLOURS[0]);
    if (dot.firstChild) dot.firstChild.textContent = plainText(this.#options.nameOf(author));
  }

  /** Beside each author's newest stroke stands their name: at every stroke it would be in the way. */
  #label(): void {
    const newest = new Map<number, Drawn>();
    for (const drawn of this.#options.board.strokes) {
      if (drawn.stroke.kind !== StrokeKind.NOTE) newest.set(drawn.author, drawn);
    }
    for (const [author, label] of this.#names) {
      if (newest.has(author)) continue;
      label.remove();
      this.#names.delete(author);
    }
    for (const [author, { stroke }] of newest) {
      let label = this.#names.get(author);
      if (!label) {
        label = document.createElement('div');
        label.className = 'name';
        this.#names.set(author, label);
        this.#texts.append(label);
      }
      const place = this.#places.get(stroke.node);
      label.hidden = !place;
      if (!place) continue;
      const { left, top, bottom } = extentOf(stroke, place[2], place[3]);
      const clip = clipOf(place);
      const x = place[0] + left;
      // Above the stroke; below it where there is no room.
      const above = place[1] + top - 28;
      const y = above < clip[1] ? Math.max(clip[1], place[1] + bottom + 8) : above;
      label.hidden = x < clip[0] - 1 || x > clip[2] || place[1] + top > clip[3] || y > clip[3];
      label.style.transform = `translate(${Math.max(0, x)}px, ${y}px)`;
      label.style.setProperty('--colour', COLOURS[stroke.colour] ?? COLOURS[0]);
      label.textContent = plainText(this.#options.nameOf(author));
    }
  }
}

/** Where a box begins that would like to begin at `px`, and ends before the end of what is around it. */
function within(px: number, end: string): string {
  return `max(0px, min(${px}px, ${end} - 100%))`;
}

/** Where strokes at a place can be seen. */
function clipOf([, , , , left, top, right, bottom]: Place): readonly [number, number, number, number] {
  return [left - CLIP_SLACK_PX, top - CLIP_SLACK_PX, right + CLIP_SLACK_PX, bottom + CLIP_SLACK_PX];
}

function keyOf({ author, stroke }: Drawn): string {
  return `${author}:${stroke.id}`;
}

function svg<Name extends keyof SVGElementTagNameMap>(name: Name): SVGElementTagNameMap[Name] {
  return document.createElementNS(SVG, name);
}

function set(element: Element, attributes: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
}
