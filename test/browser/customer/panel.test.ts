/** The customer's panel: what it says in each state, to everybody, on any page. */
import { expect } from '@open-wc/testing';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { texts as zh } from '../../../widget/locales/languages/zh-cn.js';
import type { PanelTexts } from '../../../widget/locales/sections/panel.js';
import { EndReason } from '../../../widget/engine/protocol/control.js';
import { Panel } from '../../../widget/engine/customer/panel.js';
import { wordingOf, type PanelView } from '../../../widget/engine/customer/panel-view.js';

const VIEWS: readonly PanelView[] = [
  { state: 'connecting' },
  { state: 'waiting', pinCode: '123456' },
  { state: 'watched', pinCode: '123456', names: ['Dana', 'Émile'] },
  { state: 'reconnecting' },
  { state: 'ended', ending: EndReason.AGENT_ENDED },
  { state: 'failed', code: 1016, service: 'https://service.example' },
  { state: 'failed', code: 1001, service: 'https://service.example' },
];

describe('the panel', () => {
  let panel: Panel;
  let ends: number;

  beforeEach(() => {
    ends = 0;
    panel = new Panel({ chosen: { language: 'en', texts: en.panel }, onEnd: () => ends++, mode: 'open' });
  });

  afterEach(() => panel.remove());

  function root(): ShadowRoot {
    const { shadowRoot } = panel.host;
    if (!shadowRoot) throw new Error('no open root');
    return shadowRoot;
  }

  function button(label: string): HTMLButtonElement {
    const all = [...root().querySelectorAll('button')].filter(({ hidden }) => !hidden);
    const found = all.find((each) => (each.ariaLabel ?? each.textContent) === label);
    if (!found) throw new Error(`no button ${label}`);
    return found;
  }

  /** What assistive technology is told. */
  function announced(): string {
    return root().querySelector('[role="status"]')?.textContent ?? '';
  }

  for (const view of VIEWS) {
    it(`is accessible when ${view.state}`, async () => {
      panel.show(view);
      await expect(panel.host).to.be.accessible();
    });
  }

  it('announces headline and hint as the language joins sentences', () => {
    const views: readonly PanelView[] = [
      { state: 'paused', names: [], barred: true },
      { state: 'waiting', pinCode: '123456' },
    ];
    const said = (texts: PanelTexts) => views.map((view) => wordingOf(view, texts).announcement);
    expect(said(en.panel)).to.deep.equal([
      'This page is not shared. The site keeps it private. Agents will see the next page that is not.',
      'Your PIN is 1 2 3 4 5 6. Read it to your agent. Nobody can see your page until an agent enters it.',
    ]);
    for (const text of said(zh.panel)) expect(text).not.to.match(/[.]|。 /);
  });

  it('is closed to the page unless a test opens it, and stands outside the body', () => {
    const closed = new Panel({ chosen: { language: 'en', texts: en.panel }, onEnd: () => undefined });
    expect(closed.host.isConnected).to.equal(false);
    closed.show({ state: 'connecting' });
    expect(closed.host.shadowRoot).to.equal(null);
    expect(closed.host.parentNode).to.equal(document.documentElement);
    closed.remove();
    expect(closed.host.isConnected).to.equal(false);
  });

  it('shows the PIN in two groups and says it digit by digit', () => {
    panel.show({ state: 'waiting', pinCode: '123456' });
    const groups = [...root().querySelectorAll('.digits span')].map(({ textContent }) => textContent);
    expect(groups).to.deep.equal(['123', '456']);
    expect(announced()).to.contain('1 2 3 4 5 6');
  });

  it('names everybody who watches, and says that secrets stay hidden', () => {
    panel.show({ state: 'watched', pinCode: '123456', names: ['Dana', 'Émile'] });
    const text = root().querySelector('section')?.textContent ?? '';
    expect(text).to.contain('Dana and Émile can see this page');
    expect(text).to.contain(en.panel.watchingHint);
  });

  it('says first that somebody watches, where names may be cut off, and announces the whole', () => {
    panel.show({ state: 'watched', pinCode: '1', names: ['Dana'] });
    button(en.panel.minimise).click();
    const title = (): string => root().querySelector('h2')?.textContent ?? '';
    expect(title()).to.equal('Watching: Dana');
    panel.show({ state: 'watched', pinCode: '1', names: ['Dana', 'Émile'] });
    expect(title()).to.equal('2 watch: Dana, Émile');
    expect(announced()).to.contain('Dana and Émile can see this page');
    expect(zh.panel.watchingBriefly(['Dana', 'Émile'])).to.equal('2 人正在查看：Dana、Émile');
  });

  it('writes names as text, whatever they hold', () => {
    const name = '<img src=x onerror=alert(1)>';
    panel.show({ state: 'watched', pinCode: '1', names: [name] });
    expect(root().querySelector('img')).to.equal(null);
    expect(root().querySelector('h2')?.textContent).to.contain(name);
  });

  it('offers an end in every state of a session, and only a way to close it afterwards', () => {
    for (const view of VIEWS) {
      panel.show(view);
      const over = view.state === 'ended' || view.state === 'failed';
      const labels = [...root().querySelectorAll('button')].filter(({ hidden }) => !hidden).map((b) => b.textContent);
      expect(labels.includes(en.panel.end), view.state).to.equal(!over);
      expect(labels.includes(en.panel.close), view.state).to.equal(over);
    }
  });

  it('asks for an end and goes only when it is closed', () => {
    panel.show({ state: 'connecting' });
    button(en.panel.end).click();
    expect(ends).to.equal(1);
    panel.show({ state: 'ended', ending: EndReason.AGENT_ENDED });
    expect(panel.host.isConnected).to.equal(true);
    button(en.panel.close).click();
    expect(panel.host.isConnected).to.equal(false);
  });

  it('hands the focus to a button that ends nothing when the PIN goes, and back to the page in the end', () => {
    const field = document.createElement('input');
    document.body.append(field);
    field.focus();
    panel.show({ state: 'waiting', pinCode: '123456' });
    button(en.panel.copyPin).focus();
    panel.show({ state: 'watched', pinCode: '123456', names: ['Dana'] });
    expect(root().activeElement?.ariaLabel).to.equal(en.panel.minimise);
    panel.show({ state: 'ended', ending: EndReason.AGENT_ENDED });
    expect(root().activeElement).to.equal(button(en.panel.close));
    button(en.panel.close).click();
    expect(field.matches(':focus')).to.equal(true);
    field.remove();
  });

  it('keeps the focus when the button that had it goes', () => {
    panel.show({ state: 'connecting' });
    button(en.panel.end).focus();
    panel.show({ state: 'ended', ending: EndReason.AGENT_ENDED });
    expect(root().activeElement).to.equal(button(en.panel.close));
  });

  it('is made small and large again, and keeps its end', () => {
    panel.show({ state: 'waiting', pinCode: '123456' });
    button(en.panel.minimise).click();
    expect(root().querySelector('.digits')).to.equal(null);
    expect(button(en.panel.expand).ariaExpanded).to.equal('false');
    button(en.panel.end);
    button(en.panel.expand).click();
    expect(root().querySelector('.digits')).not.to.equal(null);
  });

  it('cannot be hidden or restyled by the rules of the page', () => {
    const style = document.createElement('style');
    style.textContent =
      'cobrowse-panel, * { display: none !important; opacity: 0 !important; position: static !important }';
    document.head.append(style);
    panel.show({ state: 'waiting', pinCode: '123456' });
    const { display, opacity, position } = getComputedStyle(panel.host);
    style.remove();
    expect({ display, opacity, position }).to.deep.equal({ display: 'block', opacity: '1', position: 'fixed' });
  });

  it('fits a viewport of 320 pixels', async () => {
    const frame = document.createElement('iframe');
    frame.style.cssText = 'width: 320px; height: 480px; border: 0';
    document.body.append(frame);
    const inner = frame.contentDocument;
    if (!inner) throw new Error('no document');
    panel.show({ state: 'watched', pinCode: '123456', names: ['Wolfeschlegelsteinhausenbergerdorff'] });
    inner.documentElement.append(panel.host);
    const { left, right } = panel.section.getBoundingClientRect();
    expect(left).to.be.at.least(0);
    expect(right).to.be.at.most(320);
    frame.remove();
  });
});

describe('the panel and what makes a page inert', () => {
  let panel: Panel;

  beforeEach(() => {
    panel = new Panel({ chosen: { language: 'en', texts: en.panel }, onEnd: () => undefined, mode: 'open' });
    panel.show({ state: 'waiting', pinCode: '123456' });
  });

  afterEach(() => {
    panel.remove();
    for (const dialog of document.querySelectorAll('dialog')) dialog.remove();
  });

  function openDialog(): HTMLDialogElement {
    const dialog = document.createElement('dialog');
    document.body.append(dialog);
    dialog.showModal();
    return dialog;
  }

  /** Mutation records are delivered in a microtask. */
  async function settle(): Promise<void> {
    await Promise.resolve();
  }

  it('moves into a modal dialog and back out when it closes', async () => {
    const dialog = openDialog();
    await settle();
    expect(panel.host.parentNode).to.equal(dialog);
    dialog.close();
    await settle();
    expect(panel.host.parentNode).to.equal(document.documentElement);
  });

  it('moves into the dialog that was opened last, wherever that stands', async () => {
    const first = openDialog();
    await settle();
    const second = document.createElement('dialog');
    document.body.prepend(second);
    second.showModal();
    await settle();
    expect(panel.host.parentNode).to.equal(second);
    second.close();
    await settle();
    expect(panel.host.parentNode).to.equal(first);
  });

  it('survives a dialog that is taken away without being closed', async () => {
    const dialog = openDialog();
    await settle();
    dialog.remove();
    await settle();
    expect(panel.host.parentNode).to.equal(document.documentElement);
  });

  it('stays usable: it has the focus and can be clicked while a dialog is modal', async () => {
    openDialog();
    await settle();
    const button = panel.host.shadowRoot?.querySelector<HTMLButtonElement>('button.end');
    button?.focus();
    expect(panel.host.shadowRoot?.activeElement).to.equal(button);
    const box = button?.getBoundingClientRect() ?? new DOMRect();
    expect(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)).to.equal(panel.host);
  });

  it('is not in the way of non-modal dialogs', async () => {
    const dialog = document.createElement('dialog');
    document.body.append(dialog);
    dialog.show();
    await settle();
    expect(panel.host.parentNode).to.equal(document.documentElement);
  });
});
