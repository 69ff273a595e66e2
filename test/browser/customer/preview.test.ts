/** "See what the agent sees" covers the page: nothing else is reached until it is closed, and nobody's focus is taken but its own. */
import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';

import { PanelSurface } from '../../../widget/engine/customer/panel-surface.js';
import { Panel } from '../../../widget/engine/customer/panel.js';
import { Question } from '../../../widget/engine/customer/question.js';
import { Preview, type PreviewHost } from '../../../widget/engine/customer/sight/preview.js';
import { texts as en } from '../../../widget/locales/languages/en.js';

describe('the preview of what agents see', () => {
  let panel: Panel;
  let preview: Preview;
  let field: HTMLInputElement;
  let agentsWatch: boolean;

  beforeEach(() => {
    agentsWatch = true;
    field = document.createElement('input');
    document.body.append(field);
    panel = new Panel({ chosen: { language: 'en', texts: en.panel }, onEnd: () => undefined, mode: 'open' });
    panel.show({ state: 'watched', pinCode: '123456', names: ['Ann'] });
    const host: PreviewHost = {
      panel,
      // Nothing is there: this is about what is around the frame.
      origin: 'http://127.0.0.1:9',
      get agentsWatch() {
        return agentsWatch;
      },
      page: {
        nodeOf: () => undefined,
        idOf: () => 0,
        isMasked: () => false,
        ignore: () => undefined,
        maskedElements: () => [],
        maskedAsSent: () => [],
        watchMasks: () => () => undefined,
        tap: () => () => undefined,
        previewSnapshot: () => undefined,
        previewAssets: () => undefined,
      },
    };
    preview = new Preview(host, en.sight);
  });

  afterEach(() => {
    preview.close();
    panel.remove();
    field.remove();
  });

  const root = (): ShadowRoot => panel.host.shadowRoot ?? expect.fail('no open root');
  const opener = (): HTMLElement => root().querySelector<HTMLElement>('.see') ?? expect.fail('no button');
  const layer = (): HTMLElement | null => root().querySelector<HTMLElement>('.preview');
  const focused = (): string => root().activeElement?.textContent ?? '';

  function open(): void {
    opener().focus();
    opener().click();
  }

  it('is an accessible dialog, whose way out has the focus', async () => {
    open();
    expect(focused()).to.equal(en.sight.close);
    await expect(panel.host).to.be.accessible();
  });

  it('lets nothing of the page or the panel be reached, by Tab or by script, until Escape closes it', async () => {
    open();
    for (let i = 0; i < 4; i++) {
      await sendKeys({ press: 'Tab' });
      expect(document.activeElement).not.to.equal(field);
      const inside = root().activeElement;
      if (inside) expect(layer()?.contains(inside)).to.equal(true);
    }
    field.focus();
    expect(document.activeElement).not.to.equal(field);
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => layer() === null);
    expect(root().activeElement).to.equal(opener());
  });

  it('goes for a question, which gets the focus, and gives it back to the button', () => {
    open();
    const question = new Question({ panel: new PanelSurface(panel), yes: 'Yes', no: 'No', answer: () => undefined });
    question.ask({ key: 'a', title: 'May Ann scroll?', hints: [] });
    expect(layer()).to.equal(null);
    expect(focused()).to.equal('No');
    question.close();
    expect(root().activeElement).to.equal(opener());
  });

  it('takes no focus of the page when it goes unseen, or was not there', () => {
    field.focus();
    agentsWatch = false;
    preview.curtain();
    expect(document.activeElement).to.equal(field);
    agentsWatch = true;
    preview.curtain();
    open();
    agentsWatch = false;
    preview.curtain();
    expect(layer()).to.equal(null);
    expect(root().activeElement?.ariaLabel).to.equal(en.panel.minimise);
  });

  it('goes with the line, and when the page opens a dialog of its own', async () => {
    open();
    preview.reconnecting();
    expect(layer()).to.equal(null);
    open();
    const dialog = document.createElement('dialog');
    document.body.append(dialog);
    dialog.showModal();
    await waitUntil(() => layer() === null, 'no preview');
    dialog.remove();
  });
});
