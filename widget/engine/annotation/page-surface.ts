/**
 * The customer's own page as a surface: elements by protocol id, through shadow trees and the frames that the page may look into. It
 * remembers elements, since a later capture gives them other ids. Never says what agents may not read.
 */
import { elementAt, isAround, labelOf, meantBy } from '../geometry/aim.js';
import { boxOf, localNameOf, sizeOf, viewOf, type Size } from '../geometry/dom.js';
import { keepLooking } from '../geometry/look.js';
import { intoFrame, placeOf, throughFrame, type Area, type Place } from '../geometry/place.js';
import type { Aim, Surface } from './surface.js';

/** The page as agents name it. */
export interface NamedPage {
  nodeOf(id: number): Node | undefined;
  /** The id of a node or of what is around it, 0 for none. */
  idOf(node: Node): number;
  isMasked(node: Node): boolean;
}

export interface PageSurfaceOptions {
  readonly window: Window & typeof globalThis;
  readonly page: NamedPage;
  /** What is ours on the page, which nobody means. */
  readonly ignored: readonly Element[];
  readonly signal: AbortSignal;
}

export class PageSurface implements Surface {
  readonly #options: PageSurfaceOptions;
  readonly #elements = new Map<number, Element>();
  readonly #told = new Map<number, string>();
  #nodes: readonly number[] = [];
  #onPlace: (node: number, place: Place | undefined) => void = () => undefined;
  #looking: AbortController | undefined;

  constructor(options: PageSurfaceOptions) {
    this.#options = options;
    options.signal.addEventListener('abort', () => this.#looking?.abort());
  }

  watch(nodes: readonly number[], onPlace: (node: number, place: Place | undefined) => void): void {
    this.#nodes = nodes;
    this.#onPlace = onPlace;
    const kept = new Set(nodes);
    for (const table of [this.#elements, this.#told])
      for (const id of table.keys()) if (!kept.has(id)) table.delete(id);
    if (nodes.length === 0 || this.#options.signal.aborted) {
      this.#looking?.abort();
      this.#looking = undefined;
      return;
    }
    if (!this.#looking) {
      this.#looking = new AbortController();
      keepLooking(this.#options.window, () => this.#look(), this.#looking.signal);
    }
    this.#look();
  }

  async aim(area: Area): Promise<Aim | undefined> {
    const { page } = this.#options;
    const found = this.#meantBy(area, this.#options.window);
    const node = found ? page.idOf(found) : 0;
    const element = node > 0 ? page.nodeOf(node) : undefined;
    const place = isElement(element) && this.#placeOf(element);
    if (!isElement(element) || !place) return undefined;
    return { node, place, label: this.#labelOf(element) };
  }

  labelOf(node: number): string {
    const element = this.#elementOf(node);
    return element ? this.#labelOf(element) : '';
  }

  /** The ids that elements have after another capture began, by the ids that they had; remembers the new ones. */
  renamed(): ReadonlyMap<number, number> {
    const { page } = this.#options;
    const renamed = new Map<number, number>();
    const elements = [...this.#elements];
    this.#elements.clear();
    this.#told.clear();
    for (const [before, element] of elements) {
      const now = page.idOf(element);
      if (now === 0 || page.nodeOf(now) !== element) continue;
      renamed.set(before, now);
      this.#elements.set(now, element);
    }
    return renamed;
  }

  #look(): boolean {
    let changed = false;
    for (const node of this.#nodes) {
      const element = this.#elementOf(node);
      const place = element && this.#placeOf(element);
      const told = String(place);
      if (this.#told.get(node) === told) continue;
      this.#told.set(node, told);
      this.#onPlace(node, place);
      changed = true;
    }
    return changed;
  }

  #elementOf(node: number): Element | undefined {
    const known = this.#elements.get(node);
    if (known) return known;
    const found = this.#options.page.nodeOf(node);
    if (!isElement(found)) return undefined;
    this.#elements.set(node, found);
    return found;
  }

  /** In the outermost window. */
  #placeOf(element: Element): Place | undefined {
    let view = viewOf(element);
    const size = sizeOf(this.#options.window);
    const sizeIn = (each: Window): Size | undefined => (each === this.#options.window ? size : undefined);
    let place = view ? placeOf(element, view, sizeIn(view)) : undefined;
    while (view && place && view !== this.#options.window) {
      const frame: Element | null = view.frameElement;
      view = frame && viewOf(frame);
      place = frame && view ? throughFrame(place, frame, view, sizeIn(view)) : undefined;
    }
    return view ? place : undefined;
  }

  #meantBy(area: Area, view: Window): Element | undefined {
    const found = elementAt(view, area.x + area.width / 2, area.y + area.height / 2, this.#options.ignored);
    if (!found) return undefined;
    const inner = localNameOf(found) === 'iframe' && !isAround(area, boxOf(found)) ? windowIn(found) : null;
    return (inner && this.#meantBy(intoFrame(area, found, view), inner)) ?? meantBy(area, found);
  }

  #labelOf(element: Element): string {
    return this.#options.page.isMasked(element) ? '' : labelOf(element);
  }
}

function isElement(node: Node | undefined): node is Element {
  return node?.nodeType === 1;
}

/** The window of a frame, unless it is of another origin. */
function windowIn(frame: Element): Window | null {
  try {
    const inner: Document | null = Reflect.get(HTMLIFrameElement.prototype, 'contentDocument', frame);
    return inner?.defaultView ?? null;
  } catch {
    return null;
  }
}
