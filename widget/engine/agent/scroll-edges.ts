/**
 * Shows on a bar that scrolls that there is more of it: where some is out of sight, the bar fades towards that side into an arrow. In
 * directions of the screen, so that it is the same from right to left. It knows nothing of what is in the bar.
 */
import { css } from 'lit';

/** Goes into the root that the bar is in, alone in a box that positions. Neither a mask nor a border depends on colours that can be forced. */
export const scrollEdgesStyle = css`
  [data-more] {
    --left: 0px;
    --right: 0px;
    --top: 0px;
    --bottom: 0px;
    /* What has the focus comes to stand beside what fades. */
    scroll-padding: 48px;
    mask:
      linear-gradient(to right, transparent calc(var(--left) / 4), #000 var(--left)),
      linear-gradient(to left, transparent calc(var(--right) / 4), #000 var(--right)),
      linear-gradient(to bottom, transparent calc(var(--top) / 4), #000 var(--top)),
      linear-gradient(to top, transparent calc(var(--bottom) / 4), #000 var(--bottom));
    mask-composite: intersect;
  }
  /* An arrow in what has faded. */
  :has(> [data-more])::before,
  :has(> [data-more])::after {
    position: absolute;
    z-index: 1;
    inline-size: 8px;
    block-size: 8px;
    border: solid var(--ink);
    border-width: 2px 2px 0 0;
    pointer-events: none;
  }
  :has(> [data-more~='left'])::before,
  :has(> [data-more~='right'])::after {
    inset-block-start: calc(50% - 5px);
    content: '';
  }
  :has(> [data-more~='top'])::before,
  :has(> [data-more~='bottom'])::after {
    inset-inline-start: calc(50% - 5px);
    content: '';
  }
  [data-more~='left'] {
    --left: 44px;
  }
  :has(> [data-more~='left'])::before {
    left: 6px;
    rotate: -135deg;
  }
  [data-more~='right'] {
    --right: 44px;
  }
  :has(> [data-more~='right'])::after {
    right: 6px;
    rotate: 45deg;
  }
  [data-more~='top'] {
    --top: 44px;
  }
  :has(> [data-more~='top'])::before {
    top: 6px;
    rotate: -45deg;
  }
  [data-more~='bottom'] {
    --bottom: 44px;
  }
  :has(> [data-more~='bottom'])::after {
    bottom: 6px;
    rotate: 135deg;
  }
`;

/** Sizes and places are rounded, each in its own way. */
const SLACK_PX = 1;

export class ScrollEdges {
  readonly #sizes = new ResizeObserver(() => this.look());
  #bar: HTMLElement | undefined;

  /** From now on this bar, or none. */
  watch(bar: HTMLElement | undefined): void {
    if (bar === this.#bar) return;
    this.#sizes.disconnect();
    this.#bar?.removeEventListener('scroll', this.#scrolled);
    this.#bar = bar;
    bar?.addEventListener('scroll', this.#scrolled, { passive: true });
    // In a bar of one tool's width it would take a part of each tool; the fade says that there is more.
    bar?.style.setProperty('scrollbar-width', 'none');
    if (bar) this.#sizes.observe(bar);
  }

  /** What is in the bar, or its direction, may be another. */
  look(): void {
    const bar = this.#bar;
    if (!bar) return;
    const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = bar;
    const [roomX, roomY] = [scrollWidth - clientWidth, scrollHeight - clientHeight];
    // From right to left it begins at the right, and goes below zero.
    const left = getComputedStyle(bar).direction === 'rtl' ? roomX + scrollLeft : scrollLeft;
    const hidden = { left, right: roomX - left, top: scrollTop, bottom: roomY - scrollTop };
    const more = Object.entries(hidden).flatMap(([side, px]) => (px > SLACK_PX ? [side] : []));
    if (more.length > 0) bar.dataset['more'] = more.join(' ');
    else delete bar.dataset['more'];
  }

  readonly #scrolled = (): void => this.look();
}
