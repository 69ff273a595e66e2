/** The seam for tools: buttons, panels and layers, and who gets pointer and focus. */
import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { svg } from 'lit';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { Layers } from '../../../widget/engine/agent/layers.js';
import type { StageElement } from '../../../widget/engine/agent/stage.js';
import type { ToolBarElement } from '../../../widget/engine/agent/tool-bar.js';
import { ToolBox } from '../../../widget/engine/agent/tool-box.js';
import type { ToolHost, ToolSession } from '../../../widget/engine/agent/tool.js';
import '../../../widget/engine/agent/stage.js';
import '../../../widget/engine/agent/tool-bar.js';
import { pageState } from '../../support/page-state.js';

const PAGE = pageState(1000, 500);

const ICON = svg`<path d="M2 2h16v16" />`;

const NO_SESSION: ToolSession = {
  state: { state: 'idle' },
  roundTripMs: undefined,
  subscribe: () => () => undefined,
  control: () => undefined,
  send: () => undefined,
  onControl: () => () => undefined,
  onFrames: () => () => undefined,
};

async function stageOf(): Promise<StageElement> {
  const box = await fixture<HTMLElement>(html`<div><cobrowse-stage label="The page of Ada"></cobrowse-stage></div>`);
  box.style.cssText = 'inline-size: 532px; block-size: 400px';
  const stage = box.querySelector('cobrowse-stage');
  if (!stage) throw new Error('no stage');
  stage.style.blockSize = '400px';
  await stage.updateComplete;
  stage.view.show(PAGE, 0.5);
  return stage;
}

async function boxOf(): Promise<{ readonly box: ToolBox; readonly said: string[]; readonly host: ToolHost }> {
  const said: string[] = [];
  const { view } = new Layers((await stageOf()).view);
  const box = new ToolBox({
    session: NO_SESSION,
    view,
    language: 'en',
    announce: (text) => said.push(text),
    stopTyping: () => undefined,
    curtain: () => undefined,
  });
  let host: ToolHost | undefined;
  box.attach((given) => (host = given), 1);
  if (!host) throw new Error('not attached');
  return { box, said, host };
}

async function barOf(box: ToolBox): Promise<ToolBarElement> {
  const bar = await fixture<ToolBarElement>(
    html`<cobrowse-tool-bar .texts=${en.deskTools} .buttons=${box.buttons}></cobrowse-tool-bar>`,
  );
  box.onChange(() => (bar.buttons = box.buttons));
  return bar;
}

const buttonsIn = (bar: ToolBarElement): HTMLButtonElement[] =>
  Array.from(bar.shadowRoot?.querySelectorAll('button') ?? []);

const at = (bar: ToolBarElement, i: number): HTMLButtonElement => {
  const button = buttonsIn(bar).at(i);
  if (!button) throw new Error(`no button ${i}`);
  return button;
};

describe('the layers above the mirror', () => {
  it('are in pixels of the customer’s viewport, whatever the scale, and say where they are on the screen', async () => {
    const stage = await stageOf();
    const { view } = new Layers(stage.view);
    let changes = 0;
    const stop = view.onChange(() => changes++);
    const layer = view.addLayer();
    expect(layer.element.offsetWidth).to.equal(1000);
    stage.view.show(PAGE, 0.25);
    expect(changes).to.equal(1);
    const { left, top, width, height } = layer.element.getBoundingClientRect();
    expect([width, height]).to.deep.equal([250, 125]);
    const place = view.toScreen({ x: 400, y: 200 });
    expect(place).to.deep.equal({ x: left + 100, y: top + 50 });
    expect(view.toPage(place)).to.deep.equal({ x: 400, y: 200 });
    stop();
    stage.view.show(PAGE, 1);
    expect(changes).to.equal(1);
    layer.remove();
  });

  it('get the pointer only while they are active, and one at a time', async () => {
    const layers = new Layers((await stageOf()).view);
    const { view } = layers;
    const lost: string[] = [];
    const pen = view.addLayer({ onDeactivate: () => lost.push('pen') });
    const hand = view.addLayer({ onDeactivate: () => lost.push('hand') });
    const takes = (element: Element): boolean => getComputedStyle(element).pointerEvents !== 'none';
    expect(takes(pen.element)).to.equal(false);
    pen.activate();
    expect([takes(pen.element), takes(hand.element), pen.active]).to.deep.equal([true, false, true]);
    hand.activate();
    expect([takes(pen.element), takes(hand.element), pen.active]).to.deep.equal([false, true, false]);
    expect(lost).to.deep.equal(['pen']);
    expect(layers.release()).to.equal(true);
    expect(lost).to.deep.equal(['pen', 'hand']);
    expect(takes(hand.element)).to.equal(false);
    expect(layers.release()).to.equal(false);
    pen.activate();
    pen.deactivate();
    expect(lost).to.deep.equal(['pen', 'hand']);
  });
});

describe('the box of tools', () => {
  it('ends its tools with the viewer, and attaches none that comes later', async () => {
    const { box, host } = await boxOf();
    let attached = 0;
    let load: ((attach: () => void) => void) | undefined;
    const loading = box.load([() => new Promise((resolve) => (load = resolve))]);
    box.close();
    expect(host.signal.aborted).to.equal(true);
    load?.(() => attached++);
    await loading;
    expect(attached).to.equal(0);
  });

  it('tells tools of another language, and passes on what they announce', async () => {
    const { box, host, said } = await boxOf();
    const heard: string[] = [];
    host.onLanguage((language) => heard.push(language));
    box.speak('en');
    box.speak('zh-cn');
    host.announce('Drawing is on');
    expect([heard, host.language, said]).to.deep.equal([['zh-cn'], 'zh-cn', ['Drawing is on']]);
  });

  it('keeps one panel open in a place, and says to a tool that its own was closed', async () => {
    const { host } = await boxOf();
    const closed: string[] = [];
    const panel = (label: string, place: 'side' | 'tray') =>
      host.addPanel({ label, place, content: document.createElement('div'), onClose: () => closed.push(label) });
    const [messages, acts, pens] = [panel('Messages', 'side'), panel('Acts', 'side'), panel('Pens', 'tray')];
    messages.open();
    pens.open();
    acts.open();
    expect([messages.isOpen, acts.isOpen, pens.isOpen]).to.deep.equal([false, true, true]);
    messages.close();
    acts.remove();
    expect(closed).to.deep.equal(['Messages', 'Acts']);
  });
});

describe('the tool bar', () => {
  it('shows what the tools registered: their state, in the order of the tools', async () => {
    const { box, host } = await boxOf();
    const bar = await barOf(box);
    const panel = host.addPanel({ label: 'Messages', place: 'side', content: document.createElement('div') });
    const pen = host.addButton({
      label: 'Pen',
      icon: ICON,
      pressed: false,
      press: () => pen.update({ pressed: true }),
    });
    host.addButton({ label: 'Messages', icon: ICON, badge: 3, panel, press: () => panel.open() });
    box.attach(({ addButton }) => addButton({ label: 'First', icon: ICON, press: () => undefined }), 0);
    await bar.updateComplete;
    expect(buttonsIn(bar).map((button) => button.getAttribute('aria-label'))).to.deep.equal([
      'First',
      'Pen',
      'Messages (3)',
      en.deskTools.hideTools,
    ]);
    at(bar, 1).click();
    at(bar, 2).click();
    await bar.updateComplete;
    expect(at(bar, 1).getAttribute('aria-pressed')).to.equal('true');
    expect(at(bar, 2).getAttribute('aria-expanded')).to.equal('true');
    await expect(bar).to.be.accessible();
    pen.update({ hidden: true });
    await bar.updateComplete;
    expect(buttonsIn(bar)).to.have.lengthOf(3);
  });

  it('is one stop of the Tab key, with arrow keys inside', async () => {
    const { box, host } = await boxOf();
    const bar = await barOf(box);
    for (const label of ['Pen', 'Arrow', 'Note']) host.addButton({ label, icon: ICON, press: () => undefined });
    await bar.updateComplete;
    const stops = (): number[] => buttonsIn(bar).map(({ tabIndex }) => tabIndex);
    const press = (key: string): boolean =>
      bar.shadowRoot?.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      ) ?? false;
    expect(stops()).to.deep.equal([0, -1, -1, -1]);
    at(bar, 0).focus();
    press('ArrowDown');
    expect(bar.shadowRoot?.activeElement).to.equal(at(bar, 1));
    expect(stops()).to.deep.equal([-1, 0, -1, -1]);
    press('End');
    expect(bar.shadowRoot?.activeElement).to.equal(at(bar, 3));
    press('ArrowRight');
    expect(bar.shadowRoot?.activeElement).to.equal(at(bar, 0));
    bar.dir = 'rtl';
    press('ArrowLeft');
    expect(bar.shadowRoot?.activeElement).to.equal(at(bar, 1));
  });

  it('folds away to one button, and keeps the focus on it', async () => {
    const { box, host } = await boxOf();
    const bar = await barOf(box);
    host.addButton({ label: 'Pen', icon: ICON, press: () => undefined });
    await bar.updateComplete;
    at(bar, -1).focus();
    at(bar, -1).click();
    await bar.updateComplete;
    expect(buttonsIn(bar)).to.have.lengthOf(1);
    expect(bar.shadowRoot?.activeElement).to.equal(at(bar, 0));
    expect(at(bar, 0).getAttribute('aria-label')).to.equal(en.deskTools.showTools);
    expect(at(bar, 0).tabIndex).to.equal(0);
    await expect(bar).to.be.accessible();
  });

  it('does not press a button that says why it cannot', async () => {
    const { box, host } = await boxOf();
    const bar = await barOf(box);
    let presses = 0;
    host.addButton({ label: 'Assist: not allowed', icon: ICON, disabled: true, press: () => presses++ });
    await waitUntil(() => buttonsIn(bar).length === 2);
    at(bar, 0).click();
    expect(presses).to.equal(0);
  });
});
