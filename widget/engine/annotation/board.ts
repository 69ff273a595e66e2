/**
 * All that is drawn, by author (SPEC I3): the one model of both sides. Who says a message decides what it may change; the caller knows
 * that from the relay's stamp. Bounded whatever is said. Knows no elements, no clock and no wire.
 */
import { AUTHOR_POINTS_MAX, AUTHOR_STROKES_MAX, BOARD_STROKES_MAX, STROKE_POINTS_MAX } from '../protocol/limits.js';
import type { AnnotationMessage, DrawMessage, PointLaser } from './message.js';
import { isInk, StrokeKind, type Stroke } from './stroke.js';

/** A stroke and whose it is. Frozen: a change makes another one. */
export interface Drawn {
  readonly author: number;
  readonly stroke: Stroke;
}

/** The customer's number, as in frames. */
const CUSTOMER = 0;

const keyOf = (author: number, id: number): string => `${author}:${id}`;

export class Board {
  /** In the order in which they were begun, which is the order in which they lie upon each other. */
  readonly #drawn = new Map<string, Drawn>();
  readonly #lasers = new Map<number, PointLaser>();
  readonly #names = new Map<number, string>();
  readonly #listeners = new Set<() => void>();

  /** All strokes, the lowest first. */
  get strokes(): readonly Drawn[] {
    return [...this.#drawn.values()];
  }

  /** Who points where. */
  get lasers(): ReadonlyMap<number, PointLaser> {
    return this.#lasers;
  }

  /** What the customer's page called an author. */
  nameOf(author: number): string | undefined {
    return this.#names.get(author);
  }

  get(author: number, id: number): Stroke | undefined {
    return this.#drawn.get(keyOf(author, id))?.stroke;
  }

  /** An author's strokes. */
  of(author: number): readonly Stroke[] {
    return this.strokes.filter((drawn) => drawn.author === author).map(({ stroke }) => stroke);
  }

  /** Hears of every change from now on. Answers how to stop. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes what an author said. What it may not say, or what fits nothing, changes nothing. */
  apply(author: number, message: AnnotationMessage): void {
    switch (message.type) {
      case 'reset':
        if (author !== CUSTOMER) return;
        this.#drawn.clear();
        this.#lasers.clear();
        break;
      case 'restore':
        if (author !== CUSTOMER) return;
        this.#set(message.author, message.stroke);
        break;
      case 'author':
        if (author !== CUSTOMER) return;
        this.#names.set(message.author, message.name);
        break;
      default:
        this.#draw(author, message);
    }
    this.#changed();
  }

  /** An author's connection is gone: what they had not finished goes, and so does what they pointed at. */
  settle(author: number): void {
    this.#lasers.delete(author);
    for (const stroke of this.of(author)) if (!stroke.done) this.#drawn.delete(keyOf(author, stroke.id));
    this.#changed();
  }

  /** All of an author's goes: their number is somebody else's now, or they may not draw any more. */
  forget(author: number): void {
    this.#lasers.delete(author);
    this.#names.delete(author);
    for (const { id } of this.of(author)) this.#drawn.delete(keyOf(author, id));
    this.#changed();
  }

  /** Takes a stroke away without anybody having said so: its time is up. */
  expire(author: number, id: number): void {
    if (this.#drawn.delete(keyOf(author, id))) this.#changed();
  }

  /** Gives elements other ids, as another capture of the page does; strokes whose element has none go. */
  rename(nodeOf: (drawn: Drawn) => number | undefined): void {
    this.#lasers.clear();
    for (const [key, drawn] of this.#drawn) {
      const node = nodeOf(drawn);
      if (node === undefined) this.#drawn.delete(key);
      else if (node !== drawn.stroke.node) this.#drawn.set(key, freeze(drawn.author, { ...drawn.stroke, node }));
    }
    this.#changed();
  }

  #draw(author: number, message: DrawMessage): void {
    switch (message.type) {
      case 'begin':
      case 'put':
        return this.#set(author, message.stroke);
      case 'draw':
        return this.#extend(author, message.id, message.points);
      case 'remove':
        for (const id of message.ids) this.#drawn.delete(keyOf(author, id));
        return;
      case 'clear':
        // Everybody's is the customer's page to clear; from anybody else it means their own.
        if (message.everybody && author === CUSTOMER) this.#drawn.clear();
        else for (const { id } of this.of(author)) this.#drawn.delete(keyOf(author, id));
        return;
      case 'laser':
        this.#lasers.set(author, message);
        return;
      case 'laser_off':
        this.#lasers.delete(author);
    }
  }

  #extend(author: number, id: number, points: readonly number[]): void {
    const stroke = this.get(author, id);
    if (!stroke || stroke.done) return;
    if (!isInk(stroke.kind)) {
      if (stroke.kind === StrokeKind.NOTE || stroke.kind === StrokeKind.ELEMENT) return;
      return this.#set(author, { ...stroke, points: [...stroke.points.slice(0, 2), ...points.slice(-2)] });
    }
    if (stroke.points.length + points.length > 2 * STROKE_POINTS_MAX) return;
    this.#set(author, { ...stroke, points: [...stroke.points, ...points] });
  }

  #set(author: number, stroke: Stroke): void {
    this.#drawn.set(keyOf(author, stroke.id), freeze(author, stroke));
    const own = this.of(author);
    let points = own.reduce((sum, each) => sum + each.points.length / 2, 0);
    let strokes = own.length;
    for (const { id, points: lost } of own) {
      if (strokes <= AUTHOR_STROKES_MAX && points <= AUTHOR_POINTS_MAX) break;
      this.#drawn.delete(keyOf(author, id));
      strokes--;
      points -= lost.length / 2;
    }
    // Nobody has more than their share, so this many means that authors have come and gone: the oldest of all goes.
    for (const key of this.#drawn.keys()) {
      if (this.#drawn.size <= BOARD_STROKES_MAX) break;
      this.#drawn.delete(key);
    }
  }

  #changed(): void {
    for (const listener of Array.from(this.#listeners)) listener();
  }
}

function freeze(author: number, stroke: Stroke): Drawn {
  return Object.freeze({ author, stroke: Object.freeze(stroke) });
}
