/** Keys that are held, or on their way, when a part of the panel goes: they press nothing of the page. Pressed as a person does. */
import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { PanelSurface } from '../../../widget/engine/customer/panel-surface.js';
import { Panel } from '../../../widget/engine/customer/panel.js';
import { Question } from '../../../widget/engine/customer/question.js';
import { EndReason } from '../../../widget/engine/protocol/control.js';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { holdDown, letGo } from '../../support/held-key.js';

describe('a key that is down when the panel goes', () => {
  let panel: Panel;
  let pay: HTMLButtonElement;
  let paid: number;
  let ends: number;

  beforeEach(() => {
    paid = ends = 0;
    pay = document.createElement('button');
    pay.textContent = 'Pay';
    pay.addEventListener('click', () => paid++);
    document.body.append(pay);
    pay.focus();
    const onEnd = (): void => {
      ends++;
      panel.show({ state: 'ended', ending: EndReason.CUSTOMER_ENDED });
    };
    panel = new Panel({ chosen: { language: 'en', texts: en.panel }, onEnd, mode: 'open' });
    panel.show({ state: 'waiting', pinCode: '123456' });
  });

  afterEach(async () => {
    await letGo('Enter');
    panel.remove();
    pay.remove();
  });

  const root = (): ShadowRoot => panel.host.shadowRoot ?? expect.fail('no open root');
  const focus = (selector: string): void =>
    (root().querySelector<HTMLElement>(selector) ?? expect.fail('no button')).focus();

  async function hold(): Promise<void> {
    for (let i = 0; i < 4; i++) await holdDown('Enter');
  }

  it('held on Close it gives the focus back, and presses nothing there', async () => {
    panel.show({ state: 'ended', ending: EndReason.AGENT_ENDED });
    focus('.close');
    await hold();
    expect(panel.host.isConnected).to.equal(false);
    expect(document.activeElement).to.equal(pay);
    expect(paid).to.equal(0);
    await letGo('Enter');
  });

  it('held on End it closes nothing', async () => {
    focus('.end');
    await hold();
    expect(ends).to.equal(1);
    expect(root().activeElement?.className).to.equal('close');
  });

  it('pressed as the panel goes by itself it presses nothing, and works again soon', async () => {
    panel.show({ state: 'ended', ending: EndReason.AGENT_ENDED });
    focus('.close');
    panel.remove();
    expect(document.activeElement).to.equal(pay);
    await sendKeys({ press: 'Enter' });
    await sendKeys({ press: ' ' });
    expect(paid).to.equal(0);
    await waitUntil(
      async () => {
        await sendKeys({ press: 'Enter' });
        return paid > 0;
      },
      'a press that counts',
      { interval: 50 },
    );
  });

  it('held or pressed as a question goes it presses nothing', async () => {
    const question = new Question({ panel: new PanelSurface(panel), yes: 'Yes', no: 'No', answer: () => undefined });
    question.ask({ key: 'a', title: 'May Ann scroll?', hints: [] });
    expect(root().activeElement?.className).to.equal('no');
    await holdDown('Enter');
    question.close();
    expect(document.activeElement).to.equal(pay);
    await hold();
    await letGo('Enter');
    await sendKeys({ press: 'Enter' });
    expect(paid).to.equal(0);
  });
});
