/**
 * Keeps what is ours and fixed to the viewport in what the customer sees of it (SPEC I10): two fingers magnify the page, and a keyboard on
 * the screen lies over it. A box inside goes along and keeps its size, as a browser's own bars do. Also takes back the `zoom` of the page's
 * own elements around ours. Knows neither panel nor tools.
 */
import type { Sight } from '../annotation/surface.js';

/** Less is rounding. */
const LEAST_PX = 2;

/** Whoever makes the page larger finds small letters hard to read, so that a box grows with it, but not to fill the screen. */
const MOST_GROWTH = 1.5;

/** As long as this much of its own pixels has room beside each other. */
const ROOM_PX = 336;

/** The part of the viewport that the customer sees. */
export function sightOf(view: Window = window): Sight {
  const seen = view.visualViewport;
  if (!seen) return { x: 0, y: 0, width: view.innerWidth, height: view.innerHeight, scale: 1 };
  return { x: seen.offsetLeft, y: seen.offsetTop, width: seen.width, height: seen.height, scale: seen.scale };
}

export interface InSightOptions {
  /** Fixed to all sides of the viewport by its style, with its upper left corner as the origin of transforms. */
  readonly box: HTMLElement;
  /** What the customer sees is another part of the page, or all of it. */
  readonly moved?: (isAll: boolean) => void;
  readonly signal: AbortSignal;
}

/** Lays the box over what the customer sees, until the signal is aborted. Its shadow root's host is put back to the viewport's own pixels. */
export function keepInSight({ box, moved, signal }: InSightOptions): void {
  const root = box.getRootNode();
  if (!(root instanceof ShadowRoot)) return;
  // A rule, since only an important one of the root itself beats the host's style.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':host { }');
  root.adoptedStyleSheets.push(sheet);
  const [rule] = sheet.cssRules;
  let last = '';
  const look = (): void => {
    if (signal.aborted) return;
    const around = root.host.parentElement;
    const zoom: unknown = around && Reflect.get(around, 'currentCSSZoom');
    // Boxes and pointers are told in the viewport's pixels, and so is all that is drawn by them.
    if (rule instanceof CSSStyleRule && typeof zoom === 'number' && zoom > 0)
      rule.style.setProperty('zoom', String(1 / zoom), 'important');
    const sight = placed(box);
    if (sight === last) return;
    last = sight;
    moved?.(sight === '');
  };
  const sizes = new ResizeObserver(look);
  sizes.observe(box);
  signal.addEventListener('abort', () => sizes.disconnect());
  for (const type of ['resize', 'scroll']) window.visualViewport?.addEventListener(type, look, { signal });
  look();
}

/** Where it is now. */
function placed(box: HTMLElement): string {
  const { style } = box;
  const properties = ['left', 'top', 'right', 'bottom', 'width', 'height', 'transform'];
  for (const property of properties) style.removeProperty(property);
  const whole = box.getBoundingClientRect();
  const { x, y, width, height, scale } = sightOf();
  const isAll = Math.abs(whole.width - width) < LEAST_PX && Math.abs(whole.height - height) < LEAST_PX;
  // Then the browser keeps it there by itself, without a delay.
  if (isAll) return '';
  const grown = Math.max(1, Math.min(scale, MOST_GROWTH, (width * scale) / ROOM_PX));
  const own = scale / grown;
  const lengths = { left: x, top: y, width: width * own, height: height * own };
  for (const [property, length] of Object.entries(lengths)) style.setProperty(property, `${length}px`);
  style.right = style.bottom = 'auto';
  style.transform = `scale(${1 / own})`;
  return style.cssText;
}
