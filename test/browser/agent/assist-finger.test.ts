/** Helping at a desk with a touch screen: taps, drags, two fingers, and how to let go (SPEC G5, G6). */
import { expect, waitUntil } from '@open-wc/testing';
import type { Act } from '../../../widget/engine/protocol/acts.js';
import { ActOutcome } from '../../../widget/engine/protocol/control/assist-messages.js';
import { AssistType } from '../../../widget/engine/protocol/control/permission-messages.js';
import { ACTS_PER_SECOND } from '../../../widget/engine/protocol/limits.js';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { openAssistDesk, type AssistDesk } from '../../support/assist-desk.js';

describe('help on the page by finger', () => {
  const ALL = [AssistType.SCROLL_PAGE, AssistType.CLICK, AssistType.FILL_FORM];

  /** A finger on the page, in its pixels. */
  function finger({ layer }: AssistDesk, id = 1, isPrimary = true) {
    return (type: 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel', x: number, y: number): void => {
      const { left, top } = layer.getBoundingClientRect();
      const place = { clientX: left + x, clientY: top + y, button: type === 'pointermove' ? -1 : 0 };
      const kind = { pointerId: id, pointerType: 'touch', isPrimary, bubbles: true, cancelable: true };
      layer.dispatchEvent(new PointerEvent(type, { ...place, ...kind }));
    };
  }

  const distances = (acts: readonly Act[]): readonly [x: number, y: number] =>
    acts.reduce<readonly [number, number]>(
      ([x, y], act) => (act.type === 'scroll' ? [x + act.dx, y + act.dy] : [x, y]),
      [0, 0],
    );

  it('G6 presses where a finger taps, once it is lifted, and nowhere if the browser makes a gesture of it', async () => {
    const desk = await openAssistDesk();
    desk.grants(...ALL);
    const touch = finger(desk);
    touch('pointerdown', 100, 60);
    touch('pointermove', 104, 63);
    touch('pointercancel', 104, 63);
    touch('pointerdown', 100, 60);
    // What a mouse does at once waits until it is known whether the finger drags.
    await Promise.resolve();
    expect(desk.acts).to.deep.equal([]);
    touch('pointermove', 104, 63);
    touch('pointerup', 104, 63);
    await waitUntil(() => desk.acts.length > 0, 'the press');
    expect(desk.acts).to.deep.equal([{ type: 'press', id: 1, x: 0.25, y: 0.2 }]);
    expect(desk.field.matches(':focus')).to.equal(true);
  });

  it('G6 scrolls by what a finger drags, where it came down, and presses nothing', async () => {
    const desk = await openAssistDesk();
    desk.grants(...ALL);
    // A list within the page, which the finger leaves on its way.
    desk.found = (_, y) => (y > 200 ? [7, [0, 200, 400, 100, 0, 0, 400, 300]] : [3, [0, 0, 400, 200, 0, 0, 400, 300]]);
    const touch = finger(desk);
    touch('pointerdown', 200, 250);
    for (const y of [240, 220, 150, 50]) touch('pointermove', 205, y);
    touch('pointerup', 205, 50);
    await waitUntil(() => distances(desk.acts)[1] === 200, 'all of it');
    expect(distances(desk.acts)).to.deep.equal([-5, 200]);
    for (const act of desk.acts) expect(act).to.include({ type: 'scroll', id: 7, x: 0.5, y: 0.5 });
    // What it had hold of is not there any more: on with the page.
    desk.acts.length = 0;
    touch('pointerdown', 200, 250);
    touch('pointermove', 200, 200);
    await waitUntil(() => distances(desk.acts)[1] === 50, 'the first half');
    desk.says({ type: 'assist_outcome', outcome: ActOutcome.MISSED });
    touch('pointermove', 200, 150);
    await waitUntil(() => distances(desk.acts)[1] === 100, 'the second half');
    expect(desk.acts.at(-1)).to.include({ id: 1, x: 0.5 });
  });

  it('G6 sends no more acts than the customer’s page takes, however often a screen tells of a move', async () => {
    const desk = await openAssistDesk();
    desk.grants(...ALL);
    const touch = finger(desk);
    touch('pointerdown', 200, 290);
    const begun = performance.now();
    for (let y = 280; y > 20; y--) {
      touch('pointermove', 200, y);
      await Promise.resolve();
    }
    await waitUntil(() => distances(desk.acts)[1] === 269, 'all of it');
    expect(desk.acts.length).to.be.lessThan(2 + (ACTS_PER_SECOND * (performance.now() - begun)) / 1000);
  });

  it('G6 presses nothing with two fingers, whichever is lifted first', async () => {
    const desk = await openAssistDesk();
    desk.grants(...ALL);
    const [one, two] = [finger(desk, 1), finger(desk, 2, false)];
    for (const [first, second] of [
      [one, two],
      [two, one],
    ] as const) {
      one('pointerdown', 100, 60);
      two('pointerdown', 300, 60);
      one('pointermove', 60, 60);
      two('pointermove', 340, 60);
      first('pointerup', 60, 60);
      second('pointerup', 340, 60);
    }
    one('pointerdown', 200, 150);
    one('pointerup', 200, 150);
    await waitUntil(() => desk.acts.length > 0, 'the press of one finger alone');
    expect(desk.acts).to.deep.equal([{ type: 'press', id: 1, x: 0.5, y: 0.5 }]);
  });

  it('G6 leaves a finger that may not scroll the customer’s page to the desk’s own', async () => {
    const desk = await openAssistDesk();
    desk.grants(AssistType.CLICK);
    expect(getComputedStyle(desk.layer).touchAction).to.equal('manipulation');
    const touch = finger(desk);
    touch('pointerdown', 200, 250);
    touch('pointermove', 200, 150);
    touch('pointerup', 200, 150);
    desk.grants(AssistType.SCROLL_PAGE);
    expect(getComputedStyle(desk.layer).touchAction).to.equal('pinch-zoom');
    touch('pointerdown', 200, 150);
    touch('pointerup', 200, 150);
    touch('pointerdown', 200, 150);
    touch('pointermove', 200, 130);
    await waitUntil(() => desk.acts.length > 0, 'the scrolling');
    expect(desk.acts).to.deep.equal([{ type: 'scroll', id: 1, x: 0.5, y: 0.5, dx: 0, dy: 20 }]);
  });

  it('G5 lets go by a button above the page, and what a finger was doing comes to nothing', async () => {
    const desk = await openAssistDesk();
    expect(desk.hold() === undefined).to.equal(true);
    desk.grants(...ALL);
    const button = desk.hold()?.shadowRoot?.querySelector('button');
    expect(button?.textContent).to.equal(en.deskAssist.letGo);
    const touch = finger(desk);
    touch('pointerdown', 100, 60);
    button?.click();
    expect(desk.hold() === undefined).to.equal(true);
    expect(desk.said.at(-1)).to.equal(en.deskAssist.handsOff);
    expect(desk.content.activeElement?.className).to.equal('take');
    desk.content.querySelector<HTMLElement>('.take')?.click();
    touch('pointerup', 100, 60);
    touch('pointermove', 100, 10);
    const again = desk.content.querySelector<HTMLElement>('.let-go');
    expect(again?.checkVisibility()).to.equal(true);
    again?.focus();
    again?.click();
    expect(again?.checkVisibility()).to.equal(false);
    expect(desk.content.activeElement?.className).to.equal('take');
    desk.content.querySelector<HTMLElement>('.take')?.click();
    touch('pointerdown', 200, 150);
    touch('pointerup', 200, 150);
    await waitUntil(() => desk.acts.length > 0, 'what came later');
    expect(desk.acts).to.deep.equal([{ type: 'press', id: 1, x: 0.5, y: 0.5 }]);
  });

  it('G6 asks for a touch screen’s keyboard only while keys go into a field', async () => {
    const desk = await openAssistDesk();
    desk.grants(...ALL);
    expect(desk.field.inputMode).to.equal('none');
    desk.fieldName = 'City';
    const touch = finger(desk);
    touch('pointerdown', 100, 60);
    touch('pointerup', 100, 60);
    await waitUntil(() => desk.field.inputMode === 'text', 'the keyboard');
    desk.press('Tab');
    expect(desk.field.inputMode).to.equal('none');
  });
});
