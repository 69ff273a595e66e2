/**
 * One stroke while somebody draws it: finds its element, turns pixels into fractions of it, says what is new often enough and not
 * more often, and in the end anchors it to what it is about. Knows neither pointers nor keys.
 */
import type { Place } from '../geometry/place.js';
import { ANNOTATION_INTERVAL_MS, STROKE_POINTS_MAX } from '../protocol/limits.js';
import { rounded } from './codec.js';
import type { DrawMessage } from './message.js';
import { isInk, StrokeKind, type Stroke } from './stroke.js';
import type { Aim, Surface } from './surface.js';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface SketchOptions {
  readonly surface: Surface;
  /** Where an element is now. */
  readonly placeOf: (node: number) => Place | undefined;
  /** Changes the own board at once. */
  readonly apply: (message: DrawMessage) => void;
  /** Tells the others. */
  readonly send: (message: DrawMessage) => void;
  /** It is complete, and on the board. */
  readonly finished: (stroke: Stroke, label: string) => void;
}

/** Points nearer than this are the hand's trembling. */
const LEAST_STEP_PX = 1.5;

/** A frame or an arrow that is smaller was a click. */
const LEAST_SHAPE_PX = 6;

export class Sketch {
  readonly #options: SketchOptions;
  readonly #found: Promise<Aim | undefined>;
  #stroke: Stroke;
  #aim: Aim | undefined;
  /** Where the hand was, in pixels of the viewport, until the element is known. */
  #early: Point[] = [];
  #last: Point;
  #unsent: readonly number[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #over = false;

  /** @param stroke what is to be drawn, without points */
  constructor(options: SketchOptions, stroke: Stroke, start: Point) {
    this.#options = options;
    this.#stroke = stroke;
    this.#last = start;
    this.#early.push(start);
    this.#found = options.surface.aim({ ...start, width: 0, height: 0 }).then((aim) => this.#begin(aim));
  }

  get kind(): StrokeKind {
    return this.#stroke.kind;
  }

  /** Whether it has all the points that a stroke may have. */
  get isFull(): boolean {
    return isInk(this.kind) && this.#stroke.points.length / 2 + this.#early.length >= STROKE_POINTS_MAX - 1;
  }

  /** The hand is elsewhere. */
  move(to: Point): void {
    if (this.#over) return;
    if (Math.hypot(to.x - this.#last.x, to.y - this.#last.y) < LEAST_STEP_PX || this.isFull) return;
    this.#last = to;
    if (!this.#aim) {
      this.#early.push(to);
      return;
    }
    this.#extend([to]);
  }

  /** The hand lets go. Settles once the stroke is complete, or nothing. */
  async finish(): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    const first = await this.#found;
    clearTimeout(this.#timer);
    const place = first && this.#placeOf(first);
    if (!first || !place) return this.#withdraw();
    const pixels = pixelsOf(this.#stroke.points, place);
    const area = areaOf(pixels);
    const isShape = !isInk(this.kind);
    if (isShape && Math.max(area.width, area.height) < LEAST_SHAPE_PX) return this.#withdraw();
    const [tip = this.#last] = pixels.slice(-1);
    // An arrow is about what it points at, everything else about what it goes around or lies upon.
    const about = this.kind === StrokeKind.ARROW ? { ...tip, width: 0, height: 0 } : area;
    const aim = (await this.#options.surface.aim(about)) ?? first;
    const points = aim.node === first.node ? this.#stroke.points : fractionsOf(pixels, aim.place);
    const stroke = { ...this.#stroke, node: aim.node, points, done: true };
    this.#say({ type: 'put', stroke });
    this.#options.finished(stroke, aim.label);
  }

  /** The hand never meant it. */
  cancel(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    void this.#found.then(() => this.#withdraw());
  }

  #begin(aim: Aim | undefined): Aim | undefined {
    if (!aim) return undefined;
    this.#aim = aim;
    const pixels = this.#early;
    this.#early = [];
    const ends = isInk(this.kind) ? pixels : [pixels[0] ?? this.#last, pixels.at(-1) ?? this.#last];
    this.#stroke = { ...this.#stroke, node: aim.node, points: fractionsOf(ends, aim.place) };
    this.#say({ type: 'begin', stroke: this.#stroke });
    return aim;
  }

  #extend(pixels: readonly Point[]): void {
    const place = this.#aim && this.#placeOf(this.#aim);
    if (!place) return;
    const { id } = this.#stroke;
    const points = fractionsOf(pixels, place);
    const kept = isInk(this.kind) ? this.#stroke.points : this.#stroke.points.slice(0, 2);
    this.#stroke = { ...this.#stroke, points: [...kept, ...points] };
    this.#options.apply({ type: 'draw', id, points });
    this.#unsent = isInk(this.kind) ? [...this.#unsent, ...points] : points;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (!this.#over && this.#unsent.length > 0) this.#options.send({ type: 'draw', id, points: this.#unsent });
      this.#unsent = [];
    }, ANNOTATION_INTERVAL_MS);
  }

  #placeOf(aim: Aim): Place | undefined {
    // Watched only since it was drawn upon: until the first word of it, it is where it was.
    return this.#options.placeOf(aim.node) ?? aim.place;
  }

  #withdraw(): void {
    if (this.#aim) this.#say({ type: 'remove', ids: [this.#stroke.id] });
  }

  #say(message: DrawMessage): void {
    this.#options.apply(message);
    this.#options.send(message);
  }
}

/** Pixels of the viewport as fractions of a box. */
export function fractionsOf(pixels: readonly Point[], [x, y, width, height]: Place): readonly number[] {
  return pixels.flatMap((pixel) => [rounded((pixel.x - x) / (width || 1)), rounded((pixel.y - y) / (height || 1))]);
}

function pixelsOf(points: readonly number[], [x, y, width, height]: Place): readonly Point[] {
  const pixels: Point[] = [];
  for (let i = 0; i + 1 < points.length; i += 2) {
    pixels.push({ x: x + (points[i] ?? 0) * width, y: y + (points[i + 1] ?? 0) * height });
  }
  return pixels;
}

function areaOf(pixels: readonly Point[]): Point & { readonly width: number; readonly height: number } {
  const xs = pixels.map(({ x }) => x);
  const ys = pixels.map(({ y }) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
