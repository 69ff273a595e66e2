/**
 * What agents cannot read, shown to the customer: a quiet outline and a label on each masked place in sight, above the page and beside
 * the panel, so neither in the mirror nor in the page's tree. Loaded when somebody watches. It decides nothing about masks.
 */
import { loadTexts } from '../../../locales/section.js';
import { sightTexts, type SightTexts } from '../../../locales/sections/sight.js';
import { sizeOf } from '../../geometry/dom.js';
import { boxInTop, type Area } from '../../geometry/place.js';
import { element } from '../dom.js';
import type { CreateFeature, Feature, FeatureHost } from '../feature.js';
import { PanelSurface } from '../panel-surface.js';
import { SIGHT_CSS } from './sight-style.js';

/** What moves a place without a change of the page's tree. */
const MOVES = ['scroll', 'resize', 'load', 'transitionend', 'animationend', 'toggle'] as const;

/** More would be a pattern, not a hint. */
const MOST_OUTLINES = 60;

const OURS = /^cobrowse-(?:ink|panel)$/;

/** Smaller places have an outline and no label. */
const LABEL_FROM_WIDTH_PX = 96;
const LABEL_FROM_HEIGHT_PX = 22;

export const createMaskOutlines: CreateFeature = async (host) => {
  const { texts } = await loadTexts(sightTexts, [host.panel.section.lang]);
  return new MaskOutlines(host, texts);
};

export class MaskOutlines implements Feature {
  readonly #host: FeatureHost;
  readonly #layer: HTMLElement;
  readonly #label: string;
  readonly #hint: HTMLElement;
  readonly #teardown = new AbortController();
  #frame = 0;

  constructor(host: FeatureHost, texts: SightTexts) {
    this.#host = host;
    this.#label = texts.hidden;
    const panel = new PanelSurface(host.panel);
    panel.adopt(SIGHT_CSS);
    this.#layer = panel.layer('masks');
    // What the outlines show is said once, in the panel, to those who do not see them.
    this.#layer.setAttribute('aria-hidden', 'true');
    this.#hint = element('p', { class: 'hint masks-hint' }, texts.hint);
    panel.slot('masking').append(this.#hint);
    const { signal } = this.#teardown;
    signal.addEventListener(
      'abort',
      host.page.watchMasks(() => this.#soon()),
    );
    const sizes = new ResizeObserver(() => this.#soon());
    sizes.observe(document.documentElement);
    signal.addEventListener('abort', () => sizes.disconnect());
    for (const name of MOVES) addEventListener(name, () => this.#soon(), { capture: true, passive: true, signal });
    this.#draw();
  }

  curtain(): void {
    this.#draw();
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    this.#teardown.abort();
    this.#layer.remove();
    this.#hint.remove();
  }

  /** With the next picture, so that outlines move with what they mark. */
  #soon(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    const masked = this.#host.agentsWatch ? this.#host.page.maskedAsSent() : [];
    this.#hint.hidden = masked.length === 0;
    const boxes = masked.map(boxInSight).filter((box) => box !== undefined);
    const outlines = Array.from(this.#layer.children).filter((child) => child instanceof HTMLElement);
    for (const outline of outlines.splice(Math.min(boxes.length, MOST_OUTLINES))) outline.remove();
    for (const [index, box] of boxes.slice(0, MOST_OUTLINES).entries()) {
      const outline = outlines[index] ?? this.#newOutline();
      const { style } = outline;
      style.transform = `translate(${box.x}px, ${box.y}px)`;
      style.inlineSize = `${box.width}px`;
      style.blockSize = `${box.height}px`;
      outline.classList.toggle('labelled', box.width >= LABEL_FROM_WIDTH_PX && box.height >= LABEL_FROM_HEIGHT_PX);
    }
  }

  #newOutline(): HTMLElement {
    const outline = element('div', { class: 'mask' }, element('span', {}, this.#label));
    this.#layer.append(outline);
    return outline;
  }
}

/** Where an element is in the window, if it is to be seen there: not scrolled away, not behind something else. */
function boxInSight(masked: Element): Area | undefined {
  const { left, top, width, height } = masked.getBoundingClientRect();
  const [right, bottom] = [left + width, top + height];
  const view = masked.ownerDocument.defaultView;
  if (!view || width < 4 || height < 4) return undefined;
  const room = sizeOf(view);
  if (right <= 0 || bottom <= 0 || left >= room.width || top >= room.height) return undefined;
  const x = Math.min(Math.max(left + width / 2, 0), room.width - 1);
  const y = Math.min(Math.max(top + height / 2, 0), room.height - 1);
  // What is ours lies above the page without hiding it: an outline may be half behind the panel.
  const seen = masked.ownerDocument.elementsFromPoint(x, y).find(({ localName }) => !OURS.test(localName));
  if (seen && !masked.contains(seen) && !seen.contains(masked) && seen !== masked.shadowRoot?.host) return undefined;
  return boxInTop(masked);
}
