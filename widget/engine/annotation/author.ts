/**
 * What this side's own author does: chooses a tool, draws, points, erases, writes notes, takes back. It turns places in the viewport
 * into messages; from which device they come is hand.ts's affair.
 */
import { ANNOTATION_INTERVAL_MS, NOTE_MAX_LENGTH } from '../protocol/limits.js';
import type { Board } from './board.js';
import { History } from './history.js';
import { distanceTo } from './ink.js';
import type { InkLayer } from './layer.js';
import type { DrawMessage } from './message.js';
import { fractionsOf, Sketch, type Point, type SketchOptions } from './sketch.js';
import { StrokeKind, type Stroke } from './stroke.js';
import type { Aim, Surface } from './surface.js';
import { kindOf, Tool } from './tools.js';

/** An eraser is that wide. */
const ERASER_PX = 10;

export interface AuthorOptions {
  /** Their number, as in frames. */
  readonly number: number;
  readonly board: Board;
  readonly layer: InkLayer;
  readonly surface: Surface;
  /** Tells the others. */
  readonly send: (message: DrawMessage) => void;
  /** A stroke is complete. `label` is what its element is called. */
  readonly drew: (stroke: Stroke, label: string) => void;
  /** Tool, colour, width or what can be taken back are others. */
  readonly changed: () => void;
  /** A note is to be written here. */
  readonly askForNote: (at: Point) => void;
}

export class Author {
  readonly #options: AuthorOptions;
  readonly #history = new History();
  #tool: Tool | undefined;
  #colour: number;
  #width = 1;
  #nextId = 1;
  #sketch: Sketch | undefined;
  #erased: Stroke[] | undefined;
  #aiming = false;
  #aimAt: Point | undefined;
  #aimedAt = -Infinity;
  #lasered = false;

  constructor(options: AuthorOptions) {
    this.#options = options;
    // Everybody begins with a colour of their own.
    this.#colour = options.number % 8;
  }

  get tool(): Tool | undefined {
    return this.#tool;
  }

  get colour(): number {
    return this.#colour;
  }

  get width(): number {
    return this.#width;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /** Whether a stroke is being drawn. */
  get isDrawing(): boolean {
    return this.#sketch !== undefined;
  }

  get strokes(): readonly Stroke[] {
    return this.#options.board.of(this.#options.number);
  }

  choose(tool: Tool | undefined): void {
    this.cancel();
    this.leave();
    this.#tool = tool;
    this.#options.changed();
  }

  style(colour: number, width: number): void {
    this.#colour = colour;
    this.#width = width;
    this.#options.changed();
  }

  /** The hand presses down. */
  press(at: Point): void {
    const tool = this.#tool;
    switch (tool) {
      case undefined:
        return;
      case Tool.LASER:
        return this.hover(at);
      case Tool.ELEMENT:
        void this.#mark(at);
        return;
      case Tool.NOTE:
        return this.#options.askForNote(at);
      case Tool.ERASER:
        this.#erased = [];
        return this.#erase(at);
      default: {
        this.cancel();
        const kind = kindOf(tool);
        if (kind) this.#sketch = new Sketch(this.#sketching(), this.#blank(kind), at);
      }
    }
  }

  /** The hand moves, pressed down or not. */
  move(at: Point): void {
    if (this.#erased) this.#erase(at);
    const sketch = this.#sketch;
    if (!sketch) return this.hover(at);
    sketch.move(at);
    if (!sketch.isFull) return;
    // A stroke has an end; the hand goes on with another.
    void sketch.finish();
    this.#sketch = new Sketch(this.#sketching(), this.#blank(sketch.kind), at);
  }

  /** The hand lets go. */
  release(): void {
    const sketch = this.#sketch;
    this.#sketch = undefined;
    void sketch?.finish();
    if (this.#erased) this.#history.erased(this.#erased);
    if (this.#erased) this.#options.changed();
    this.#erased = undefined;
  }

  /** What is being drawn was never meant. */
  cancel(): void {
    this.#sketch?.cancel();
    this.#sketch = undefined;
    this.#erased = undefined;
  }

  /** The hand is somewhere: what points or snaps follows it. */
  hover(at: Point): void {
    if (this.#tool !== Tool.LASER && this.#tool !== Tool.ELEMENT) return;
    this.#aimAt = at;
    if (!this.#aiming) void this.#follow();
  }

  /** The hand is elsewhere. */
  leave(): void {
    this.#aimAt = undefined;
    this.#options.layer.hover(undefined);
    if (!this.#lasered) return;
    this.#lasered = false;
    this.#say({ type: 'laser_off' });
  }

  /** Puts a note where one was asked for. */
  async note(at: Point, text: string): Promise<void> {
    const words = text.trim().slice(0, NOTE_MAX_LENGTH);
    const aim = words === '' ? undefined : await this.#options.surface.aim({ ...at, width: 0, height: 0 });
    if (!aim) return;
    this.#put(
      {
        ...this.#blank(StrokeKind.NOTE),
        node: aim.node,
        points: fractionsOf([at], aim.place),
        text: words,
        done: true,
      },
      aim.label,
    );
  }

  undo(): void {
    for (const message of this.#history.undo()) this.#say(message);
    this.#options.changed();
  }

  redo(): void {
    for (const message of this.#history.redo()) this.#say(message);
    this.#options.changed();
  }

  /** Takes all of one's own away; of everybody's, which is the customer's to do, nothing can be taken back. */
  clear(everybody: boolean): void {
    this.cancel();
    if (everybody) this.#history.rebase(() => undefined);
    else this.#history.erased(this.strokes.filter(isKept));
    this.#say({ type: 'clear', everybody });
    this.#options.changed();
  }

  /** The board was built anew. */
  rebase(): void {
    const { board, number } = this.#options;
    this.cancel();
    this.#history.rebase((id) => board.get(number, id));
    this.#nextId = Math.max(this.#nextId, ...this.strokes.map(({ id }) => id + 1));
    this.#options.changed();
  }

  async #follow(): Promise<void> {
    this.#aiming = true;
    try {
      while (this.#aimAt) {
        const wait = this.#aimedAt + ANNOTATION_INTERVAL_MS - performance.now();
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        const at: Point | undefined = this.#aimAt;
        if (!at) return;
        this.#aimedAt = performance.now();
        const aim = await this.#options.surface.aim({ ...at, width: 0, height: 0 });
        // Only what the hand still means, with the tool that it still has.
        if (aim && this.#aimAt) this.#followed(at, aim);
        if (this.#aimAt === at) return;
      }
    } finally {
      this.#aiming = false;
    }
  }

  #followed(at: Point, { node, place }: Aim): void {
    if (this.#tool === Tool.ELEMENT) return this.#options.layer.hover(place, this.#colour);
    if (this.#tool !== Tool.LASER) return;
    const [x = 0, y = 0] = fractionsOf([at], place);
    this.#lasered = true;
    this.#say({ type: 'laser', node, x, y, colour: this.#colour });
  }

  /** Marks the element there, or takes its mark away. */
  async #mark(at: Point): Promise<void> {
    const aim = await this.#options.surface.aim({ ...at, width: 0, height: 0 });
    if (!aim || this.#tool !== Tool.ELEMENT) return;
    const marks = this.strokes.filter(({ kind, node }) => kind === StrokeKind.ELEMENT && node === aim.node);
    if (marks.length === 0)
      return this.#put({ ...this.#blank(StrokeKind.ELEMENT), node: aim.node, done: true }, aim.label);
    this.#history.erased(marks);
    this.#say({ type: 'remove', ids: marks.map(({ id }) => id) });
    this.#options.changed();
  }

  #erase(at: Point): void {
    const { layer } = this.#options;
    const hit = this.strokes.filter((stroke) => {
      const place = stroke.done && layer.placeOf(stroke.node);
      if (!place) return false;
      const [x, y, width, height] = place;
      return distanceTo(stroke, width, height, at.x - x, at.y - y) <= ERASER_PX + 3 * stroke.width;
    });
    if (hit.length === 0) return;
    this.#erased?.push(...hit.filter(isKept));
    this.#say({ type: 'remove', ids: hit.map(({ id }) => id) });
  }

  #put(stroke: Stroke, label: string): void {
    this.#say({ type: 'put', stroke });
    this.#finished(stroke, label);
  }

  #finished(stroke: Stroke, label: string): void {
    if (isKept(stroke)) this.#history.drew(stroke);
    this.#options.drew(stroke, label);
    this.#options.changed();
  }

  #sketching(): SketchOptions {
    const { surface, layer, send } = this.#options;
    return {
      surface,
      placeOf: (node) => layer.placeOf(node),
      apply: (message) => this.#apply(message),
      send,
      finished: (stroke, label) => this.#finished(stroke, label),
    };
  }

  #blank(kind: StrokeKind): Stroke {
    return {
      id: this.#nextId++,
      kind,
      colour: this.#colour,
      width: this.#width,
      node: 0,
      points: [],
      text: '',
      done: false,
    };
  }

  #say(message: DrawMessage): void {
    this.#apply(message);
    this.#options.send(message);
  }

  #apply(message: DrawMessage): void {
    this.#options.board.apply(this.#options.number, message);
  }
}

/** What goes by itself is nobody's to take back. */
function isKept({ kind, done }: Stroke): boolean {
  return done && kind !== StrokeKind.VANISHING;
}
