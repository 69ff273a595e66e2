/**
 * Drawing above a page, on either side: puts board, layer, author, hand and tools together, and speaks the wire. The side gives it a
 * surface and a place, and says who may draw.
 */
import { plainText } from '../../locales/plain-text.js';
import type { DrawingTexts } from '../../locales/sections/drawing.js';
import { ANNOTATION_FRAMES_PER_SECOND, VANISHING_STROKE_MS } from '../protocol/limits.js';
import { Allowance } from '../protocol/allowance.js';
import { Author } from './author.js';
import { Board, type Drawn } from './board.js';
import { decodeAnnotations, encodeBodies, MalformedAnnotationError } from './codec.js';
import { Hand } from './hand.js';
import { InkLayer } from './layer.js';
import type { AnnotationMessage } from './message.js';
import { openNoteEditor, type NoteEditor } from './note-editor.js';
import type { Point } from './sketch.js';
import { StrokeKind, type Stroke } from './stroke.js';
import type { Sight, Surface } from './surface.js';
import { Toolbar } from './toolbar.js';
import { TOOLS_CSS } from './tools-style.js';

/** Who draws faster than this is not announced each time. */
const ANNOUNCE_EVERY_MS = 1500;

/** Their number, as in frames. */
const CUSTOMER = 0;

export interface DrawingOptions {
  /** The own author's number, as in frames: 0 is the customer. */
  readonly number: number;
  readonly surface: Surface;
  readonly texts: DrawingTexts;
  /** `clientX` and `clientY` → CSS pixels of the customer's viewport. */
  readonly toPage: (point: Point) => Point;
  /** The customer's viewport, or the part of it that this author sees. */
  readonly sight: () => Sight;
  /** What others are called. */
  readonly nameOf: (author: number) => string | undefined;
  /** Sends a message body to everybody else. */
  readonly send: (body: Uint8Array<ArrayBuffer>) => void;
  /** Somebody else's note is to be read, for the first time. */
  readonly noteShown?: (note: HTMLElement) => void;
  /** Has assistive technology say something. */
  readonly announce: (text: string) => void;
  /** A tool is in the hand now, or none. */
  readonly toolChanged: (active: boolean) => void;
  /** The author is done with drawing. */
  readonly close: () => void;
  readonly signal: AbortSignal;
}

export class Drawing {
  readonly board = new Board();
  readonly layer: InkLayer;
  readonly toolbar: Toolbar;
  /** Takes pointer and keys while a tool is chosen; as large as the customer's viewport. */
  readonly area = document.createElement('div');
  readonly #options: DrawingOptions;
  readonly #author: Author;
  readonly #hand: Hand;
  readonly #allowances = new Map<number, Allowance>();
  readonly #vanishing = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #announcedAt = new Map<number, number>();
  #texts: DrawingTexts;
  /** Where notes are being written. */
  readonly #editors = new Set<NoteEditor>();
  #outgoing: AnnotationMessage[] = [];
  #stale = false;
  #watched = '';
  #active = false;
  #isAllowed: (author: number) => boolean = () => true;

  constructor(options: DrawingOptions) {
    this.#options = options;
    this.#texts = options.texts;
    const { board, area } = this;
    const { number, surface, toPage, sight, signal, announce, close } = options;
    this.layer = new InkLayer({
      board,
      nameOf: (author) => this.#nameOf(author),
      noteShown: (note, author) => author !== number && options.noteShown?.(note),
    });
    this.#author = new Author({
      number,
      board,
      surface,
      layer: this.layer,
      send: (message) => this.#send(message),
      drew: (stroke, label) => this.#announce({ author: number, stroke }, label),
      changed: () => this.#changed(),
      askForNote: (at) => void this.#note(at),
    });
    area.className = 'area';
    area.tabIndex = 0;
    area.hidden = true;
    area.setAttribute('role', 'application');
    this.#hand = new Hand(
      { author: this.#author, surface, speech: this, area, toPage, sight, announce, leave: close },
      signal,
    );
    this.toolbar = new Toolbar({
      author: this.#author,
      speech: this,
      chosen: (byKey) => byKey && this.#author.tool && area.focus({ preventScroll: true }),
      close,
      ...(number === CUSTOMER && { clearAll: () => this.#author.clear(true) }),
    });
    this.toolbar.element.addEventListener('keydown', (event) => event.defaultPrevented || this.#hand.shortcut(event));
    board.subscribe(() => this.#later());
    this.speak(options.texts);
    signal.addEventListener('abort', () => this.#vanishing.forEach((timer) => clearTimeout(timer)));
  }

  /** To be adopted by the roots that layer, area and toolbar are in. */
  static sheets(): CSSStyleSheet[] {
    const tools = new CSSStyleSheet();
    tools.replaceSync(TOOLS_CSS);
    return [InkLayer.sheet(), tools];
  }

  /** What is said, in the language of the moment. */
  get texts(): DrawingTexts {
    return this.#texts;
  }

  get author(): Author {
    return this.#author;
  }

  /** From now on in these texts. */
  speak(texts: DrawingTexts): void {
    this.#texts = texts;
    this.area.setAttribute('aria-label', texts.area);
    this.toolbar.speak();
    for (const editor of this.#editors) editor.speak(texts);
    this.#later();
  }

  /** Takes a message body of somebody whom the relay's stamp names. What is malformed or too much is dropped. */
  receive(author: number, body: Uint8Array): void {
    let allowance = this.#allowances.get(author);
    if (!allowance) this.#allowances.set(author, (allowance = new Allowance(ANNOTATION_FRAMES_PER_SECOND)));
    // The customer's page builds the board anew with as many messages as that takes.
    if (author !== CUSTOMER && !allowance.take(performance.now())) return;
    for (const message of this.#read(body)) this.#take(author, message);
  }

  /** Who may draw from now on. What others have drawn goes. */
  allow(isAllowed: (author: number) => boolean): void {
    this.#isAllowed = isAllowed;
    const authors = new Set([...this.board.strokes.map(({ author }) => author), ...this.board.lasers.keys()]);
    for (const author of authors) if (!isAllowed(author)) this.board.forget(author);
    if (!isAllowed(this.#options.number)) this.#author.choose(undefined);
  }

  /** All that somebody new has to be told: bodies in their order. */
  everything(): Uint8Array<ArrayBuffer>[] {
    const strokes = this.board.strokes.filter(({ stroke }) => stroke.done && stroke.kind !== StrokeKind.VANISHING);
    const authors = [...new Set(strokes.map(({ author }) => author))];
    return encodeBodies([
      { type: 'reset' },
      ...authors.map((author): AnnotationMessage => ({
        type: 'author',
        author,
        name: this.#nameOf(author).slice(0, 80),
      })),
      ...strokes.map(({ author, stroke }): AnnotationMessage => ({ type: 'restore', author, stroke })),
    ]);
  }

  #read(body: Uint8Array): readonly AnnotationMessage[] {
    try {
      return decodeAnnotations(body);
    } catch (error) {
      if (!(error instanceof MalformedAnnotationError)) throw error;
      return [];
    }
  }

  #take(author: number, message: AnnotationMessage): void {
    const { board } = this;
    const isBoards = message.type === 'reset' || message.type === 'restore' || message.type === 'author';
    if (!isBoards && !this.#isAllowed(author)) return;
    const isNews = message.type === 'put' && !board.get(author, message.stroke.id)?.done;
    const clears = message.type === 'clear' && board.strokes.length > 0;
    board.apply(author, message);
    if (message.type === 'reset') queueMicrotask(() => this.#author.rebase());
    if (message.type === 'clear' && message.everybody && author === CUSTOMER) this.#author.rebase();
    if (isNews) this.#announce({ author, stroke: message.stroke }, this.#options.surface.labelOf(message.stroke.node));
    else if (clears) this.#options.announce(this.#texts.cleared(this.#nameOf(author)));
  }

  #send(message: AnnotationMessage): void {
    // What one act says goes in one frame.
    if (this.#outgoing.push(message) > 1) return;
    queueMicrotask(() => {
      const bodies = encodeBodies(this.#outgoing);
      this.#outgoing = [];
      for (const body of bodies) this.#options.send(body);
    });
  }

  /** The board is another one: drawn once, however much of it is. */
  #later(): void {
    if (this.#stale) return;
    this.#stale = true;
    queueMicrotask(() => {
      this.#stale = false;
      if (this.#options.signal.aborted) return;
      const nodes = this.layer.update();
      const watched = String(nodes);
      if (watched !== this.#watched) {
        this.#watched = watched;
        this.#options.surface.watch(nodes, (node, place) => this.layer.place(node, place));
      }
      for (const drawn of this.board.strokes) this.#letVanish(drawn);
    });
  }

  #letVanish({ author, stroke: { id, kind, done } }: Drawn): void {
    const key = `${author}:${id}`;
    if (kind !== StrokeKind.VANISHING || !done || this.#vanishing.has(key)) return;
    const timer = setTimeout(() => {
      this.#vanishing.delete(key);
      this.board.expire(author, id);
    }, VANISHING_STROKE_MS);
    this.#vanishing.set(key, timer);
  }

  #changed(): void {
    const active = this.#author.tool !== undefined;
    this.toolbar.update();
    if (active === this.#active) return;
    this.#active = active;
    this.area.hidden = !active;
    this.#options.toolChanged(active);
  }

  async #note(at: Point): Promise<void> {
    const { area } = this;
    const { sight, signal } = this.#options;
    const editor = openNoteEditor(area.parentNode ?? document.body, at, sight(), this.#texts, signal);
    this.#editors.add(editor);
    const text = await editor.text;
    this.#editors.delete(editor);
    if (signal.aborted) return;
    area.focus({ preventScroll: true });
    if (text !== undefined && this.#author.tool) await this.#author.note(at, text);
  }

  #nameOf(author: number): string {
    const { number, nameOf } = this.#options;
    const name = plainText(nameOf(author) ?? this.board.nameOf(author) ?? '');
    return name || (author === number ? this.#texts.you : this.#texts.somebody);
  }

  #announce({ author, stroke }: Drawn, label: string): void {
    const now = performance.now();
    if (now - (this.#announcedAt.get(author) ?? -Infinity) < ANNOUNCE_EVERY_MS) return;
    this.#announcedAt.set(author, now);
    const { drew, wrote, you } = this.#texts;
    const name = author === this.#options.number ? you : this.#nameOf(author);
    this.#options.announce(
      stroke.kind === StrokeKind.NOTE ? wrote(name, plainText(stroke.text)) : drew[wordOf(stroke)](name, label),
    );
  }
}

function wordOf({ kind }: Stroke): 'ink' | 'rectangle' | 'arrow' | 'element' {
  return kind === StrokeKind.RECTANGLE || kind === StrokeKind.ARROW || kind === StrokeKind.ELEMENT ? kind : 'ink';
}
