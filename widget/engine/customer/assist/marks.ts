/** What the customer sees of remote assist on the page itself: a frame around it while it is on, and each act where it happens. */
import { sizeOf } from '../../geometry/dom.js';
import { boxInWindow, type Area } from '../../geometry/place.js';
import { element } from '../dom.js';
import { keepInSight, sightOf } from '../in-sight.js';
import type { PanelSurface } from '../panel-surface.js';

/** Long enough to be noticed, short enough not to stand in the way. */
const SHOWN_MS = 1_600;

/** The name above what was used takes about this much; on it, it would hide what was typed. */
const TAG_PX = 26;

export class AssistMarks {
  readonly #layer: HTMLElement;
  readonly #frame = element('div', { class: 'frame' });
  readonly #teardown = new AbortController();
  /** The one scroll that is shown; a wheel turns many times. */
  #scroll: HTMLElement | undefined;

  constructor(panel: Pick<PanelSurface, 'layer'>) {
    this.#layer = panel.layer('assist-marks');
    this.#layer.setAttribute('aria-hidden', 'true');
    this.#layer.append(this.#frame);
    keepInSight({ box: this.#frame, signal: this.#teardown.signal });
    this.on(false, false);
  }

  /** @param waiting the customer uses the page, and the agent has to wait */
  on(isOn: boolean, waiting: boolean): void {
    this.#frame.hidden = !isOn;
    this.#frame.classList.toggle('waiting', waiting);
  }

  /** An act on this element. */
  show(target: Element, name: string, kind: 'act' | 'scroll'): void {
    if (kind === 'scroll') this.#scroll?.remove();
    const box = boxOf(target);
    const mark = element('div', { class: 'act' }, element('span', {}, name));
    // A scroll of the whole page is shown at its edge.
    const { style } = mark;
    const { width, height } = sizeOf(window);
    const [left, top] = [Math.max(2, box.x), Math.max(2, box.y)];
    style.left = `${left}px`;
    style.top = `${top}px`;
    style.width = `${Math.min(width - 4, box.x + box.width) - left}px`;
    style.height = `${Math.min(height - 4, box.y + box.height) - top}px`;
    mark.classList.toggle('low', top < TAG_PX);
    this.#layer.append(mark);
    if (kind === 'scroll') this.#scroll = mark;
    setTimeout(() => mark.remove(), SHOWN_MS);
  }

  close(): void {
    this.#teardown.abort();
    this.#layer.remove();
  }
}

/** In the page's viewport, whatever frames the element is in. A page that scrolls as a whole is what the customer sees of it. */
function boxOf(target: Element): Area {
  if (target !== target.ownerDocument.scrollingElement) return boxInWindow(target);
  const view = target.ownerDocument.defaultView;
  return view?.frameElement && view !== window ? boxInWindow(view.frameElement) : sightOf();
}
