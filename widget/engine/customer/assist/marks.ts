/** What the customer sees of remote assist on the page itself: a frame around it while it is on, and each act where it happens. */
import { element } from '../dom.js';
import type { PanelSurface } from '../panel-surface.js';

/** Long enough to be noticed, short enough not to stand in the way. */
const SHOWN_MS = 1_600;

export class AssistMarks {
  readonly #layer: HTMLElement;
  readonly #frame = element('div', { class: 'frame' });
  /** The one scroll that is shown; a wheel turns many times. */
  #scroll: HTMLElement | undefined;

  constructor(panel: Pick<PanelSurface, 'layer'>) {
    this.#layer = panel.layer('assist-marks');
    this.#layer.setAttribute('aria-hidden', 'true');
    this.#layer.append(this.#frame);
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
    style.left = `${Math.max(2, box.left)}px`;
    style.top = `${Math.max(2, box.top)}px`;
    style.width = `${Math.min(innerWidth - 4, box.right) - Math.max(2, box.left)}px`;
    style.height = `${Math.min(innerHeight - 4, box.bottom) - Math.max(2, box.top)}px`;
    this.#layer.append(mark);
    if (kind === 'scroll') this.#scroll = mark;
    setTimeout(() => mark.remove(), SHOWN_MS);
  }

  close(): void {
    this.#layer.remove();
  }
}

/** In the page's viewport, whatever frames the element is in. */
function boxOf(target: Element): { left: number; top: number; right: number; bottom: number } {
  const isRoot = target === target.ownerDocument.scrollingElement;
  const box = target.getBoundingClientRect();
  const view = target.ownerDocument.defaultView;
  const own = isRoot
    ? { left: 0, top: 0, right: view?.innerWidth ?? 0, bottom: view?.innerHeight ?? 0 }
    : { left: box.left, top: box.top, right: box.right, bottom: box.bottom };
  const frame = view?.frameElement;
  if (!frame) return own;
  const outer = boxOf(frame);
  const left = outer.left + frame.clientLeft;
  const top = outer.top + frame.clientTop;
  return { left: left + own.left, top: top + own.top, right: left + own.right, bottom: top + own.bottom };
}
