/**
 * Tells where elements of a mirror are, once and again on every change, and which one is at a place: for what the desk draws above
 * it (SPEC I6). Asks the mirrors nested in it for theirs. Knows nothing of what is drawn.
 */
import { elementAt, isAround, labelOf, meantBy } from '../geometry/aim.js';
import { keepLooking } from '../geometry/look.js';
import { intoFrame, placeOf, throughFrame, type Place } from '../geometry/place.js';
import { boxOf } from './dom.js';
import { fieldNameAt } from './field-name.js';
import type { NestedFrame } from './nested-frame.js';
import type { AimedMessage, AimForMirror, PlacesMessage } from './port.js';

export interface PlacesOptions {
  readonly window: Window & typeof globalThis;
  readonly elementOf: (id: number) => Element | undefined;
  /** 0 for an element that is not the model's. */
  readonly idOf: (element: Element) => number;
  readonly frames: () => Iterable<NestedFrame>;
  readonly tell: (message: PlacesMessage | AimedMessage) => void;
}

export class Places {
  readonly #options: PlacesOptions;
  /** What was told last, by id. */
  readonly #told = new Map<number, string>();
  /** Where the frames' elements are in their own windows. */
  readonly #inFrames = new Map<number, { readonly frame: NestedFrame; readonly place: Place }>();
  #ids: readonly number[] = [];
  #looking: AbortController | undefined;
  #stir: (() => void) | undefined;

  constructor(options: PlacesOptions) {
    this.#options = options;
  }

  /** Which elements the desk wants to know of, here or in a frame. */
  get watched(): readonly number[] {
    return this.#ids;
  }

  /** From now on these are watched, and no others. */
  watch(ids: readonly number[]): void {
    this.#ids = ids;
    const kept = new Set(ids);
    for (const table of [this.#told, this.#inFrames])
      for (const id of table.keys()) if (!kept.has(id)) table.delete(id);
    for (const frame of this.#options.frames()) frame.watch(ids);
    if (ids.length === 0) {
      this.#looking?.abort();
      this.#looking = undefined;
    } else if (!this.#looking) {
      this.#looking = new AbortController();
      this.#stir = keepLooking(this.#options.window, () => this.#look(), this.#looking.signal);
    }
    this.#look();
  }

  /** Something was applied: things may be elsewhere. */
  changed(): void {
    if (this.#looking) this.#stir?.();
  }

  /** Which element is meant by an area. */
  aim({ key, ...area }: AimForMirror): void {
    const { window, idOf, frames, tell } = this.#options;
    const found = elementAt(window, area.x + area.width / 2, area.y + area.height / 2);
    const nothing: AimedMessage = { type: 'aimed', key, id: 0, place: undefined, label: '' };
    if (!found) return tell(nothing);
    for (const frame of frames()) {
      if (frame.element === found && frame.connected && !isAround(area, boxOf(found))) {
        return frame.aim({ type: 'aim', key, ...intoFrame(area, found, window) });
      }
    }
    const meant = meantBy(area, found);
    const field = fieldNameAt(found);
    const aimed = {
      type: 'aimed',
      key,
      id: idOf(meant),
      place: placeOf(meant, window),
      label: labelOf(meant),
    } as const;
    tell(field === undefined ? aimed : { ...aimed, field });
  }

  /** What a nested mirror told, in pixels of its window. */
  heard(frame: NestedFrame, message: PlacesMessage | AimedMessage): void {
    const { tell, window } = this.#options;
    if (message.type === 'aimed') {
      const { place } = message;
      return tell({ ...message, place: place && throughFrame(place, frame.element, window) });
    }
    for (const [id, place] of message.places) {
      if (place) this.#inFrames.set(id, { frame, place });
      else this.#inFrames.delete(id);
    }
    this.#look();
  }

  #look(): boolean {
    const { window, elementOf, tell } = this.#options;
    const places: (readonly [number, Place | undefined])[] = [];
    for (const id of this.#ids) {
      const element = elementOf(id);
      const inner = this.#inFrames.get(id);
      const place = element
        ? placeOf(element, window)
        : inner?.frame.connected
          ? throughFrame(inner.place, inner.frame.element, window)
          : undefined;
      const told = String(place);
      if (this.#told.get(id) === told) continue;
      this.#told.set(id, told);
      places.push([id, place]);
    }
    if (places.length > 0) tell({ type: 'places', places });
    return places.length > 0;
  }
}
