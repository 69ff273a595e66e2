/** Who gets the keys of a desk whose agent has the page in hand, and that no tool reaches through a curtain. */
import { expect, waitUntil } from '@open-wc/testing';
import { AssistType } from '../../../widget/engine/protocol/control/permission-messages.js';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { ANN } from '../../support/agent-welcome.js';
import { LiveDesk } from '../../support/live-desk.js';
import { pageState } from '../../support/page-state.js';

const PAUSED = en.deskTools.curtain;

describe('the desk’s tools, its keys and its curtain', () => {
  let stage: LiveDesk;

  beforeEach(async () => {
    stage = await LiveDesk.open();
    await stage.show();
  });

  afterEach(() => stage[Symbol.dispose]());

  const key = (name: string, target: EventTarget = document.body): boolean =>
    target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, composed: true, cancelable: true }));
  const draws = (): boolean => stage.find('.area')?.hidden === false;
  const grant = (...types: AssistType[]): void =>
    stage.relay.says({ type: 'assist_state', agent: types.length > 0 ? ANN.number : 0, types, paused: false });
  const pause = (paused: boolean): void => stage.relay.says({ type: 'sharing', paused });
  const field = (): HTMLElement | undefined => stage.find('.ring textarea');
  const button = (name: string): HTMLElement | undefined =>
    stage.find(`[role="toolbar"] button[aria-label^="${name}"]`);
  const said = (): string => stage.find('.spoken[role="status"]')?.textContent?.trim() ?? '';

  it('G6 takes no letter for a tool while the page is in hand, wherever the focus is, and again once it is not', async () => {
    key('p');
    expect(draws()).to.equal(true);
    grant(AssistType.CLICK, AssistType.FILL_FORM);
    expect(draws(), 'the page in hand puts the pen down').to.equal(false);
    expect(field()?.matches(':focus')).to.equal(true);
    button(en.deskTools.about)?.focus();
    for (const target of [field(), button(en.deskTools.about), document.body]) if (target) key('p', target);
    expect(draws()).to.equal(false);
    key('Escape', field());
    key('p');
    expect(draws()).to.equal(true);
  });

  it('U2 puts every tool down when the customer pauses, and says why none can be taken', async () => {
    const drawing = en.drawing.open;
    key('p');
    stage.press(drawing);
    stage.press(drawing);
    stage.find('.area')?.focus();
    expect(draws()).to.equal(true);
    pause(true);
    expect(draws()).to.equal(false);
    await waitUntil(() => button(drawing)?.getAttribute('aria-label') === `${drawing}: ${PAUSED}`, 'why not');
    expect(button(drawing)?.matches(':focus'), 'the focus is not lost').to.equal(true);
    expect(stage.find('.tray')).to.equal(undefined);
    for (const press of [() => button(drawing)?.click(), () => key('p')]) {
      press();
      expect(draws()).to.equal(false);
    }
    await waitUntil(() => said() === PAUSED, 'it is said');
    pause(false);
    await waitUntil(() => button(drawing)?.getAttribute('aria-label') === drawing, 'the button is as before');
    key('p');
    expect(draws()).to.equal(true);
  });

  it('U2 lets go of the page when the customer pauses, and asks for nothing until they go on', async () => {
    stage.press(en.deskAssist.assist);
    await waitUntil(() => stage.find('.ask'), 'the panel');
    grant(AssistType.SCROLL_PAGE);
    expect(field()?.matches(':focus')).to.equal(true);
    pause(true);
    expect(field()?.checkVisibility()).to.equal(false);
    expect(stage.stage.matches(':focus-within'), 'the focus is not lost').to.equal(true);
    expect(stage.find('.take')?.checkVisibility()).to.equal(false);
    expect(stage.find('p.line')?.textContent).to.equal(PAUSED);
    // A grant that comes now takes nothing in hand.
    grant(AssistType.SCROLL_PAGE, AssistType.CLICK);
    expect(field()?.checkVisibility()).to.equal(false);
    const sent = stage.relay.controls.length;
    const ask = stage.find(`.ask[aria-label="${en.deskAssist.askFor(en.deskAssist.kinds.fill_form)}"]`);
    expect(ask?.getAttribute('aria-disabled')).to.equal('true');
    ask?.click();
    expect(stage.relay.controls.length).to.equal(sent);
    pause(false);
    expect(stage.find('.take')?.checkVisibility()).to.equal(true);
    ask?.click();
    expect(stage.relay.controls.at(-1)).to.equal('assist_request');
  });

  it('U2 writes on the curtain in a size to be read, however small the page is shown', () => {
    pause(true);
    const card = stage.find('.title')?.parentElement;
    if (!card) throw new Error('no words');
    for (const scale of [1, 0.25, 2]) {
      stage.stage.view.show(pageState(1600, 1200), scale);
      const { width, height } = card.getBoundingClientRect();
      expect(height).to.be.closeTo(card.offsetHeight, 1);
      expect(width).to.be.at.most(1600 * scale);
    }
  });

  it('U2 draws the curtain in front of what any tool has drawn', () => {
    pause(true);
    const overlay = stage.find('.overlay');
    const layers = [...(overlay?.children ?? [])];
    expect(layers.length).to.be.greaterThan(2);
    const curtain = layers.find((layer) => layer.matches('.curtain'));
    for (const layer of layers) {
      if (layer === curtain) continue;
      const below = Number(getComputedStyle(layer).zIndex) || 0;
      expect(Number(curtain && getComputedStyle(curtain).zIndex)).to.be.greaterThan(below);
    }
  });
});
