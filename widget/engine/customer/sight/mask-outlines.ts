/**
 * What agents cannot read, shown to the customer: a quiet outline and a label on each masked place in sight, above the page and beside
 * the panel, so neither in the mirror nor in the page's tree. Loaded when somebody watches. It decides nothing about masks.
 */
import { loadTexts } from '../../../locales/section.js';
import { sightTexts, type SightTexts } from '../../../locales/sections/sight.js';
import { onDevicePixels } from '../../geometry/device-pixels.js';
import { sizeOf } from '../../geometry/dom.js';
import { boxInWindow, type Area } from '../../geometry/place.js';
import { element, icon } from '../dom.js';
import type { CreateFeature, Feature, FeatureHost } from '../feature.js';
import { PanelSurface } from '../panel-surface.js';
import { SIGHT_CSS } from './sight-style.js';

/** What moves a place without a change of the page's tree. */
const MOVES = ['scroll', 'resize', 'load', 'transitionend', 'animationend', 'toggle'] as const;

/** More would be a pattern, not a hint. */
const MOST_OUTLINES = 60;

const OURS = /^cobrowse-(?:ink|panel)$/;

/** Smaller places have an outline alone. */
const SIGN_FROM_WIDTH_PX = 48;
const SIGN_FROM_HEIGHT_PX = 16;

/** In a smaller place words would lie on what it says. */
const WORDS_FROM_WIDTH_PX = 200;
const WORDS_FROM_HEIGHT_PX = 64;

/** The customer writes and reads there, in whatever room there is. */
const FIELDS = 'input, select, textarea, [contenteditable]';

/** An eye that is struck out. */
const HIDDEN_ICON = 'M2 8s2.2-4 6-4 6 4 6 4-2.2 4-6 4-6-4-6-4zM8 6.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM3 13L13 3';

/** How far a label stands out of its place. */
const OUTSIDE_PX = 8;

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
    const boxes = masked.flatMap((place) => {
      const box = boxInSight(place);
      return box ? [{ place, box }] : [];
    });
    const outlines = Array.from(this.#layer.children).filter((child) => child instanceof HTMLElement);
    for (const outline of outlines.splice(Math.min(boxes.length, MOST_OUTLINES))) outline.remove();
    for (const [index, { place, box }] of boxes.slice(0, MOST_OUTLINES).entries()) {
      const outline = outlines[index] ?? this.#newOutline();
      const { style } = outline;
      style.transform = `translate(${box.x}px, ${box.y}px)`;
      style.inlineSize = `${box.width}px`;
      style.blockSize = `${box.height}px`;
      const isRoomy = box.width >= WORDS_FROM_WIDTH_PX && box.height >= WORDS_FROM_HEIGHT_PX && !place.matches(FIELDS);
      const { classList } = outline;
      classList.toggle('worded', isRoomy);
      classList.toggle('signed', !isRoomy && box.width >= SIGN_FROM_WIDTH_PX && box.height >= SIGN_FROM_HEIGHT_PX);
      // Where nothing begins, and half above what is in it.
      classList.toggle('from-right', getComputedStyle(place).direction === 'rtl');
      classList.toggle('at-top', box.y < OUTSIDE_PX);
    }
  }

  #newOutline(): HTMLElement {
    const sign = element('span', { class: 'sign' }, icon(HIDDEN_ICON));
    const outline = element('div', { class: 'mask' }, element('span', { class: 'words' }, this.#label), sign);
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
  return onDevicePixels(boxInWindow(masked));
}
