/** What is drawn upon: the customer's page, or its mirror. How either finds elements and boxes is its own affair. Types alone. */
import type { Area, Place } from '../geometry/place.js';

/** An element that somebody means. */
export interface Aim {
  /** Its protocol id. */
  readonly node: number;
  readonly place: Place;
  /** What it is called, if agents may know that; else empty. */
  readonly label: string;
}

/** What an author sees of the customer's viewport, in its CSS pixels. */
export interface Sight extends Area {
  /** How large their screen shows one of them: two fingers magnify a page, and a desk shows it smaller. */
  readonly scale: number;
}

export interface Surface {
  /** Tells where these elements are, now and on every change, and of no others from now on. */
  watch(nodes: readonly number[], onPlace: (node: number, place: Place | undefined) => void): void;
  /** Which element an area (CSS pixels of the customer's viewport) is about, a point being one without size. */
  aim(area: Area): Promise<Aim | undefined>;
  /** What an element is called, where that is known at once and agents may know it; else empty. */
  labelOf(node: number): string;
}
