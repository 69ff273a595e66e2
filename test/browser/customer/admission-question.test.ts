/** The question whether an agent may come in: what it says, what counts as an answer, and where the focus stays. */
import { expect, waitUntil } from '@open-wc/testing';
import { AdmissionQuestion, createAdmissionQuestion } from '../../../widget/engine/customer/admission-question.js';
import { PanelSurface } from '../../../widget/engine/customer/panel-surface.js';
import { Panel } from '../../../widget/engine/customer/panel.js';
import type { AdmissionAnswerMessage, AgentWaitingMessage } from '../../../widget/engine/protocol/control.js';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { texts as zhCn } from '../../../widget/locales/languages/zh-cn.js';

const waiting = (number: number, userName: string, verified = true): AgentWaitingMessage => ({
  type: 'agent_waiting',
  agent: { number, userId: `a-${number}`, userName },
  verified,
});
const ANN = waiting(1, 'Ann');
const BOB = waiting(2, 'Bob', false);

describe('the question whether an agent may come in', () => {
  let panel: Panel;
  let question: AdmissionQuestion;
  let answers: AdmissionAnswerMessage[];
  let trusted: boolean;

  function open(): void {
    panel = new Panel({ chosen: { language: 'en', texts: en.panel }, onEnd: () => undefined, mode: 'open' });
    panel.show({ state: 'waiting', pinCode: '123456' });
    question = new AdmissionQuestion({
      panel: new PanelSurface(panel),
      texts: en.admission,
      answer: (message) => answers.push(message),
      isTrusted: (event) => trusted || event.isTrusted,
    });
  }

  beforeEach(() => {
    answers = [];
    trusted = true;
    open();
  });

  afterEach(() => {
    panel.remove();
    document.body.replaceChildren();
  });

  const root = (): ShadowRoot => panel.host.shadowRoot ?? expect.fail('no open root');
  const box = (): HTMLElement | null => root().querySelector('[role="alertdialog"]');
  const button = (name: 'admit' | 'refuse'): HTMLButtonElement =>
    root().querySelector<HTMLButtonElement>(name === 'admit' ? '.ask .yes' : '.ask .no') ?? expect.fail('no button');
  const text = (): string => box()?.textContent?.replace(/[\u2068\u2069]/g, '') ?? '';
  const alert = (): string => root().querySelector('[role="alert"]')?.textContent ?? '';

  /** Clicks until a click counts: those right after the question do not. */
  async function click(name: 'admit' | 'refuse'): Promise<void> {
    const before = answers.length;
    await waitUntil(
      () => {
        if (answers.length === before) button(name).click();
        return answers.length > before;
      },
      'an answer',
      { interval: 20 },
    );
  }

  it('is accessible, named and described, whoever asks', async () => {
    for (const message of [ANN, BOB]) {
      question.hear(message);
      await expect(panel.host).to.be.accessible();
    }
    expect(text()).to.contain('“Ann” wants to see this page');
    expect(text()).to.contain(en.admission.verified);
    expect(text()).to.contain(en.admission.others(1));
  });

  it('says of a name that nobody checked it', () => {
    question.hear(BOB);
    expect(text()).to.contain(en.admission.unverified);
  });

  it('speaks the language of the panel', async () => {
    panel.remove();
    panel = new Panel({
      chosen: { language: 'zh-cn', texts: zhCn.panel },
      onEnd: () => undefined,
      mode: 'open',
    });
    panel.show({ state: 'waiting', pinCode: '123456' });
    const asked = await createAdmissionQuestion({ panel, control: () => undefined });
    asked.hear?.(ANN);
    expect(text()).to.contain(zhCn.admission.question('Ann'));
    expect(button('admit').textContent).to.equal(zhCn.admission.admit);
  });

  it('writes a name as text that turns nothing around', () => {
    question.hear(waiting(1, '<img src=x>\u202Egnp.exe\nchecked'));
    expect(root().querySelector('img')).to.equal(null);
    expect(text()).to.contain('<img src=x> gnp.exe checked');
    expect(box()?.querySelector('.name')?.textContent).to.match(/\u2068.*\u2069/u);
  });

  it('W7 takes no answer that a script made', async () => {
    trusted = false;
    question.hear(ANN);
    button('admit').click();
    button('admit').dispatchEvent(new PointerEvent('click', { bubbles: true, composed: true }));
    trusted = true;
    await click('refuse');
    expect(answers).to.deep.equal([{ type: 'refuse', agent: 1, userId: 'a-1' }]);
  });

  it('W7 takes no answer from a click that was under way when the question came or changed', async () => {
    question.hear(ANN);
    button('admit').click();
    expect(answers).to.deep.equal([]);
    await click('refuse');
    question.hear(BOB);
    question.hear({ type: 'agent_left', agent: ANN.agent });
    button('admit').click();
    expect(answers).to.have.lengthOf(1);
    expect(text()).to.contain('“Bob” wants to see this page');
  });

  it('takes one answer, and stays until the relay has settled it', async () => {
    question.hear(ANN);
    await click('admit');
    button('admit').click();
    button('refuse').click();
    expect(answers).to.deep.equal([{ type: 'admit', agent: 1, userId: 'a-1' }]);
    expect(button('admit').disabled && button('refuse').disabled).to.equal(true);
    question.hear({ type: 'agent_joined', agent: ANN.agent });
    expect(box()).to.equal(null);
  });

  it('asks about one after the other', () => {
    question.hear(ANN);
    question.hear(BOB);
    expect(text()).to.contain('Ann');
    question.hear({ type: 'agent_left', agent: ANN.agent });
    expect(text()).to.contain('Bob');
    expect(text()).not.to.contain(en.admission.others(1));
    question.close();
    expect(box()).to.equal(null);
  });

  it('takes the focus, with no as what is pressed next, and says nothing twice', () => {
    question.hear(ANN);
    expect(root().activeElement).to.equal(button('refuse'));
    expect(alert()).to.equal('');
  });

  it('keeps the focus between its two answers, and takes Escape for a no', async () => {
    question.hear(ANN);
    const press = (key: string): boolean =>
      (root().activeElement ?? expect.fail('no focus')).dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
      );
    expect(press('Tab')).to.equal(false);
    expect(root().activeElement).to.equal(button('admit'));
    press('Tab');
    expect(root().activeElement).to.equal(button('refuse'));
    await waitUntil(() => press('Escape') || answers.length > 0, 'an answer', { interval: 20 });
    expect(answers).to.deep.equal([{ type: 'refuse', agent: 1, userId: 'a-1' }]);
  });

  it('leaves the focus with who types, and is announced', () => {
    const field = document.createElement('input');
    document.body.append(field);
    field.focus();
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'x', bubbles: true, composed: true }));
    question.hear(ANN);
    expect(document.activeElement).to.equal(field);
    expect(alert()).to.contain('wants to see this page');
    expect(root().querySelectorAll('[role="alert"] p').length, 'a paragraph for each sentence').to.be.greaterThan(1);
    question.close();
    expect(alert()).to.equal('');
    expect(document.activeElement).to.equal(field);
  });

  it('gives the focus back to the button of the panel that had it', () => {
    const end = root().querySelector<HTMLButtonElement>('button.end');
    end?.focus();
    question.hear(ANN);
    expect(root().activeElement).to.equal(button('refuse'));
    question.close();
    expect(root().activeElement).to.equal(end);
  });

  it('is seen in a panel that was made small', () => {
    root().querySelector<HTMLButtonElement>('button.icon')?.click();
    question.hear(ANN);
    const { width, height } = button('admit').getBoundingClientRect();
    expect(Math.min(width, height)).to.be.at.least(40);
    expect(panel.section.getBoundingClientRect().right).to.be.at.most(innerWidth);
  });
});
