/** The tools' layers above the customer's page: one of them has the pointer, or none. Loaded with the tools. */
import type { StagedPage } from './page-view.js';
import type { Layer, LayerOptions, PageView } from './tool.js';

class OverlayLayer implements Layer {
  readonly element = document.createElement('div');
  readonly takesKeys: boolean;
  readonly #owner: Layers;
  readonly #onDeactivate: (() => void) | undefined;

  constructor(owner: Layers, { onDeactivate, takesKeys = false }: LayerOptions) {
    this.#owner = owner;
    this.#onDeactivate = onDeactivate;
    this.takesKeys = takesKeys;
    this.element.className = 'layer';
  }

  get active(): boolean {
    return this.#owner.active === this;
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

export class Layers {
  readonly #page: StagedPage;
  #active: OverlayLayer | undefined;

  constructor(page: StagedPage) {
    this.#page = page;
  }

  get active(): Layer | undefined {
    return this.#active;
  }

  /** Whether the tool that has the pointer has the keys as well. */
  get takesKeys(): boolean {
    return this.#active?.takesKeys ?? false;
  }

  /** The page's view, as tools get it. */
  get view(): PageView {
    const page = this.#page;
    return {
      get page() {
        return page.page;
      },
      get scale() {
        return page.scale;
      },
      get mirror() {
        return page.mirror;
      },
      toScreen: (point) => page.toScreen(point),
      toPage: (point) => page.toPage(point),
      onChange: (listener) => page.onChange(listener),
      addLayer: (options) => this.#add(options),
    };
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

  #add(options: LayerOptions = {}): Layer {
    const layer = new OverlayLayer(this, options);
    this.#page.overlay.append(layer.element);
    return layer;
  }
}
