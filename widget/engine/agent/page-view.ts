/** The customer's page on the desk's screen: its scale, the way between the two systems of pixels, the layers above it. */
import type { MirrorHost } from '../mirror/mirror-host.js';
import type { PageStateMessage } from '../mirror/port.js';
import type { Layer, LayerOptions, PageView, Point } from './tool.js';

class OverlayLayer implements Layer {
  readonly element = document.createElement('div');
  readonly #owner: StagedPage;
  readonly #onDeactivate: (() => void) | undefined;

  constructor(owner: StagedPage, { onDeactivate }: LayerOptions) {
    this.#owner = owner;
    this.#onDeactivate = onDeactivate;
    this.element.className = 'layer';
  }

  get active(): boolean {
    return this.#owner.activeLayer === this;
  }

  activate(): void {
    this.#owner.setActive(this);
  }

  deactivate(): void {
    if (this.active) this.#owner.setActive(undefined);
  }

  remove(): void {
    this.deactivate();
    this.element.remove();
  }

  /** Somebody else has the pointer now. */
  lose(): void {
    this.#onDeactivate?.();
  }
}

export class StagedPage implements PageView {
  /** In the size of the customer's viewport, scaled as the mirror is. */
  readonly overlay = document.createElement('div');
  mirror: MirrorHost | undefined;
  #page: PageStateMessage | undefined;
  #scale = 1;
  #active: OverlayLayer | undefined;
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

  get activeLayer(): Layer | undefined {
    return this.#active;
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

  addLayer(options: LayerOptions = {}): Layer {
    const layer = new OverlayLayer(this, options);
    this.overlay.append(layer.element);
    return layer;
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

  /** For the layers. */
  setActive(layer: OverlayLayer | undefined): void {
    const before = this.#active;
    if (before === layer) return;
    this.#active = layer;
    before?.element.classList.remove('active');
    layer?.element.classList.add('active');
    if (layer) before?.lose();
  }

  /** The desk takes the pointer from whatever tool has it. Answers whether one had it. */
  release(): boolean {
    const layer = this.#active;
    this.setActive(undefined);
    layer?.lose();
    return layer !== undefined;
  }
}
