/** The customer's page on the desk's screen: its scale, the way between the two systems of pixels, what lies above it. */
import type { MirrorHost } from '../mirror/mirror-host.js';
import type { PageStateMessage } from '../mirror/port.js';
import type { PageView, Point } from './tool.js';

/** What there is before the tools are loaded. */
export type StagedView = Omit<PageView, 'addLayer'>;

export class StagedPage implements StagedView {
  /** In the size of the customer's viewport, scaled as the mirror is. */
  readonly overlay = document.createElement('div');
  mirror: MirrorHost | undefined;
  #page: PageStateMessage | undefined;
  #scale = 1;
  readonly #listeners = new Set<() => void>();

  constructor() {
    this.overlay.className = 'overlay';
  }

  get page(): PageStateMessage | undefined {
    return this.#page;
  }

  get scale(): number {
    return this.#scale;
  }

  toScreen({ x, y }: Point): Point {
    const { left, top } = this.overlay.getBoundingClientRect();
    return { x: left + x * this.#scale, y: top + y * this.#scale };
  }

  toPage({ x, y }: Point): Point {
    const { left, top } = this.overlay.getBoundingClientRect();
    return { x: (x - left) / this.#scale, y: (y - top) / this.#scale };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The page or its scale is another one. The styles go through the object: the desk's policy forbids style attributes. */
  show(page: PageStateMessage, scale: number): void {
    this.#page = page;
    this.#scale = scale;
    const { style } = this.overlay;
    style.inlineSize = `${page.width}px`;
    style.blockSize = `${page.height}px`;
    style.transform = `scale(${scale})`;
    this.moved();
  }

  /** It stands elsewhere on the screen. */
  moved(): void {
    for (const listener of Array.from(this.#listeners)) listener();
  }
}
