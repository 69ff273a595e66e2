/** Bars that do not fit: they show on which side there is more, and bring what has the focus into sight. */
import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { LiveDesk } from '../../support/live-desk.js';
import { ScrollEdges, scrollEdgesStyle } from '../../../widget/engine/agent/scroll-edges.js';
import { texts as en } from '../../../widget/locales/languages/en.js';

/** Ten buttons in room for less than four. */
async function barOf(direction: 'ltr' | 'rtl', axis: 'row' | 'column' = 'row') {
  const frame = await fixture<HTMLElement>(html`<div dir=${direction}><div></div></div>`);
  const bar = frame.firstElementChild;
  if (!(bar instanceof HTMLElement)) throw new Error('no bar');
  frame.style.cssText = 'position: relative; inline-size: 180px; block-size: 180px';
  bar.style.cssText = `display: flex; flex-direction: ${axis}; block-size: 100%; overflow: auto`;
  const buttons = Array.from({ length: 10 }, () => document.createElement('button'));
  for (const button of buttons) button.style.cssText = 'flex: none; inline-size: 50px; block-size: 50px';
  bar.append(...buttons);
  const edges = new ScrollEdges();
  edges.watch(bar);
  const style = document.createElement('style');
  style.textContent = scrollEdgesStyle.cssText;
  frame.append(style);
  const shows = (more: string | undefined): Promise<void> =>
    waitUntil(() => bar.dataset['more'] === more, `more at ${String(more)}, not ${String(bar.dataset['more'])}`);
  return { frame, bar, buttons, edges, shows };
}

const arrow = (element: Element, side: '::before' | '::after'): boolean =>
  getComputedStyle(element, side).content !== 'none';

describe('a bar that does not fit', () => {
  for (const [direction, start, end] of [
    ['ltr', 'left', 'right'],
    ['rtl', 'right', 'left'],
  ] as const) {
    it(`shows on which side there is more of it: ${direction}`, async () => {
      const { frame, bar, buttons, shows } = await barOf(direction);
      await shows(end);
      expect([arrow(frame, '::before'), arrow(frame, '::after')]).to.deep.equal([end === 'left', end === 'right']);
      buttons[5]?.focus();
      await shows('left right');
      buttons.at(-1)?.focus();
      await shows(start);
      const [box, button] = [bar, buttons.at(-1)].map((each) => each?.getBoundingClientRect());
      expect(button?.[end]).to.be.closeTo(box?.[end] ?? NaN, 1);
      buttons[0]?.focus();
      await shows(end);
    });
  }

  it('shows it in a column as well, and nothing once there is room', async () => {
    const { frame, bar, buttons, edges, shows } = await barOf('ltr', 'column');
    await shows('bottom');
    bar.scrollTop = 1_000;
    await shows('top');
    frame.style.blockSize = '600px';
    await shows(undefined);
    expect([arrow(frame, '::before'), arrow(frame, '::after')]).to.deep.equal([false, false]);
    expect(getComputedStyle(bar).maskImage).to.equal('none');
    // What is in it tells nobody of its size.
    for (const button of buttons) button.style.blockSize = '100px';
    edges.look();
    expect(bar.dataset['more']).to.equal('bottom');
  });

  it('keeps what has the focus out of what fades', async () => {
    const { bar, buttons, shows } = await barOf('ltr');
    await shows('right');
    // Part of it is in sight: it need not come into the middle.
    buttons[3]?.focus();
    await shows('left right');
    const right = buttons[3]?.getBoundingClientRect().right ?? NaN;
    expect(right).to.be.at.most(bar.getBoundingClientRect().right - 44);
  });

  it('is any of the desk’s: tools and drawing', async () => {
    using live = await LiveDesk.open();
    await live.show();
    // As narrow as a phone, whatever the window.
    live.desk.style.inlineSize = '320px';
    live.desk.style.blockSize = '300px';
    const more = (selector: string): string | undefined => live.find(selector)?.dataset['more'];
    await waitUntil(() => more('.bar') === 'bottom', 'the tools’ bar');
    live.press(en.drawing.open);
    await waitUntil(() => live.find('.ribbon'), 'the drawing’s bar');
    const toolbar = live.find('.toolbar');
    if (!toolbar) throw new Error('no toolbar');
    toolbar.style.inlineSize = 'max-content';
    toolbar.style.flexWrap = 'nowrap';
    await waitUntil(() => more('.ribbon > div') === 'right', 'more of it');
    live.find('.group.rest button:last-child')?.focus();
    await waitUntil(() => more('.ribbon > div') === 'left', 'its end');
  });
});
