/** The customer's page on the desk: how large it is, how it moves, and what is read out around it. */
import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { StageElement } from '../../../widget/engine/agent/stage.js';
import { attachHand, zoomAround } from '../../../widget/engine/agent/stage-hand.js';
import '../../../widget/engine/agent/stage.js';
import { pageState } from '../../support/page-state.js';

const PAGE = pageState(1000, 800);

/** 400 × 300 pixels, with a margin of 16 inside. */
async function render(): Promise<StageElement> {
  const box = await fixture<HTMLElement>(
    html`<main>
      <h1>Desk</h1>
      <cobrowse-stage label="The page of Ada" endLabel="End of the page of Ada"></cobrowse-stage>
    </main>`,
  );
  const stage = box.querySelector('cobrowse-stage');
  if (!stage) throw new Error('no stage');
  stage.style.cssText = 'inline-size: 400px; block-size: 300px';
  await stage.updateComplete;
  // As the mirror does once it knows the customer's viewport.
  stage.view.show(PAGE, 1);
  const stop = stage.view.onChange(() => undefined);
  stage.style.blockSize = '301px';
  await waitUntil(() => stage.view.scale < 1, 'the size was seen');
  stop();
  return stage;
}

function part<T extends Element>(stage: StageElement, selector: string): T {
  const found = stage.shadowRoot?.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

const scroller = (stage: StageElement): HTMLElement => part(stage, '.scroller');

describe('the stage', () => {
  it('fits the page and does not scroll, until it is larger than its room', async () => {
    const stage = await render();
    expect(stage.view.scale).to.be.closeTo((301 - 32) / 800, 0.001);
    expect(scroller(stage).tabIndex).to.equal(-1);
    stage.zoom = 1;
    await stage.updateComplete;
    await stage.updateComplete;
    expect(stage.view.scale).to.equal(1);
    expect(scroller(stage).tabIndex).to.equal(0);
    // All of it can be reached, and its margin.
    expect(scroller(stage).scrollWidth).to.equal(1032);
    expect(scroller(stage).scrollHeight).to.equal(832);
    stage.zoom = 'fit';
    await stage.updateComplete;
    await stage.updateComplete;
    expect(scroller(stage).tabIndex).to.equal(-1);
  });

  it('keeps what is in the middle there, through any zoom', async () => {
    const stage = await render();
    const { left, top, width, height } = stage.getBoundingClientRect();
    const middle = { x: left + width / 2, y: top + height / 2 };
    for (const zoom of [1, 2, 1.5]) {
      await zoomAround(stage, zoom);
      const seen = stage.view.toPage(middle);
      expect(seen.x, `x at ${zoom}`).to.be.closeTo(500, 8);
      expect(seen.y, `y at ${zoom}`).to.be.closeTo(400, 8);
    }
  });

  it('is dragged by the mouse, and tells tools that it moved', async () => {
    const stage = await render();
    attachHand(stage, new AbortController().signal);
    stage.zoom = 2;
    await stage.updateComplete;
    await stage.updateComplete;
    const shield = part<HTMLElement>(stage, '.shield');
    scroller(stage).setPointerCapture = () => undefined;
    const before = stage.view.toPage({ x: 0, y: 0 });
    let moved = 0;
    stage.view.onChange(() => moved++);
    const send = (type: string, clientX: number, clientY: number, pointerType = 'mouse'): boolean =>
      shield.dispatchEvent(
        new PointerEvent(type, { clientX, clientY, pointerType, bubbles: true, cancelable: true, composed: true }),
      );
    send('pointerdown', 200, 200);
    send('pointermove', 150, 180);
    send('pointerup', 150, 180);
    send('pointermove', 0, 0);
    const after = stage.view.toPage({ x: 0, y: 0 });
    expect(after.x - before.x).to.be.closeTo(25, 0.5);
    expect(after.y - before.y).to.be.closeTo(10, 0.5);
    await waitUntil(() => moved > 0, 'tools were told');
    // A finger scrolls by itself.
    expect(send('pointerdown', 200, 200, 'touch')).to.equal(true);
  });

  it('zooms by a wheel with Ctrl around the pointer, and leaves any other wheel to scrolling', async () => {
    const stage = await render();
    attachHand(stage, new AbortController().signal);
    const { left, top } = stage.getBoundingClientRect();
    const at = { x: left + 200, y: top + 150 };
    const kept = stage.view.toPage(at);
    const turn = (ctrlKey: boolean): boolean =>
      scroller(stage).dispatchEvent(
        new WheelEvent('wheel', { deltaY: -120, ctrlKey, clientX: at.x, clientY: at.y, cancelable: true }),
      );
    expect(turn(false)).to.equal(true);
    const { scale } = stage.view;
    expect(turn(true)).to.equal(false);
    await stage.updateComplete;
    await stage.updateComplete;
    expect(stage.view.scale).to.be.closeTo(scale * Math.exp(1.2), 0.001);
    const now = stage.view.toPage(at);
    expect(now.x).to.be.closeTo(kept.x, 8);
    expect(now.y).to.be.closeTo(kept.y, 8);
  });

  it('can be read: real content between a heading and a line that says where it ends', async () => {
    const stage = await render();
    const frame = part<HTMLIFrameElement>(stage, 'iframe');
    expect(frame.title).to.equal('The page of Ada');
    expect(frame.closest('[aria-hidden]')).to.equal(null);
    // Tab does not lead into a copy that would change under the agent's fingers.
    expect(frame.tabIndex).to.equal(-1);
    const order = Array.from(stage.shadowRoot?.querySelectorAll('h2, iframe, p') ?? []);
    expect(order.map(({ localName, textContent }) => `${localName} ${textContent}`)).to.deep.equal([
      'h2 The page of Ada',
      'iframe ',
      'p End of the page of Ada',
    ]);
    await expect(stage).to.be.accessible();
    stage.zoom = 2;
    await stage.updateComplete;
    await expect(stage).to.be.accessible();
    stage.label = 'Adas Seite';
    await stage.updateComplete;
    expect(frame.title).to.equal('Adas Seite');
    stage.focus();
    expect(stage.shadowRoot?.activeElement).to.equal(scroller(stage));
  });
});
