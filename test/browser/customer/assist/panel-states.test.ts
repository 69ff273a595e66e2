/** The panel with all that an agent may put into it: axe, the focus, what is said, and a modal dialog of the page around it (issue: G3, G10, T1). */
import { expect } from '@open-wc/testing';
import { Company } from '../../../../widget/engine/customer/company.js';
import { Notes } from '../../../../widget/engine/customer/notes.js';
import { AssistType } from '../../../../widget/engine/protocol/control/permission-messages.js';
import { texts as en } from '../../../../widget/locales/languages/en.js';
import { ANN, AssistStage, BEN } from '../../../support/assist-stage.js';
import { until } from '../../../support/mirror-stage.js';

const PAGE = '<button id="go" type="button">Go</button><input id="name" aria-label="Name" />';

const say = (notes: Notes): void => {
  const json = { type: 'note_arrived', agent: ANN.number, id: 1, text: 'Hello', link: 'https://example.com/' };
  notes.hear({ type: 'note_arrived', json });
};

/** What a screen reader is told, without the marks around names. */
const spoken = (stage: AssistStage): string =>
  (stage.root.querySelector('[role="status"]')?.textContent ?? '').replaceAll(/[\u2068\u2069]/g, '');

describe('the panel, whatever an agent does', () => {
  it('is accessible in each state, and keeps the focus from one to the next', async () => {
    using stage = await AssistStage.open(PAGE);
    const company = new Company(stage.host, en.company, () => true);
    const notes = new Notes({ host: stage.host, texts: en.notes, isTrusted: () => true, open: () => undefined });
    const check = async (state: string): Promise<void> => {
      await expect(stage.panel.host, state).to.be.accessible();
      // What the agent pressed may have it; the page as a whole is where it would be lost.
      expect(document.activeElement === document.body, `the focus is lost: ${state}`).to.equal(false);
    };
    stage.root.querySelector<HTMLElement>('.end')?.focus();
    stage.settings = [{ remoteAssist: { enable: true, requireStopConfirmation: true } }];
    await check('watched');
    stage.asks(ANN, AssistType.CLICK);
    await check('asked');
    await stage.answer(true);
    await check('answered');
    stage.state(ANN.number, AssistType.CLICK);
    stage.press(stage.find('#go'));
    await check('a nod');
    await stage.answer(true);
    await check('done');
    stage.root.querySelector('details')?.setAttribute('open', '');
    await check('the list is open');
    stage.root.querySelector<HTMLElement>('.stop')?.focus();
    stage.root.querySelector<HTMLElement>('.stop')?.click();
    await check('whether to stop');
    await stage.answer(true);
    await check('stopped');
    say(notes);
    stage.root.querySelector<HTMLElement>('.dismiss')?.focus();
    await check('a note');
    stage.root.querySelector<HTMLElement>('.dismiss')?.click();
    await check('dismissed');
    const remove = stage.root.querySelector<HTMLElement>('.agents button') ?? expect.fail('nobody to remove');
    remove.focus();
    remove.click();
    await check('being removed');
    stage.agents.splice(0, 1);
    company.hear({ type: 'agent_left', agent: ANN });
    await check('removed');
    stage.root.querySelector<HTMLElement>('.pause')?.focus();
    stage.agents.splice(0, 1);
    company.hear({ type: 'agent_left', agent: BEN });
    await check('nobody watches');
    company.close();
    notes.close();
    stage.assist.close();
    stage.panel.show({ state: 'ended', ending: 'agent_ended' });
    await check('ended');
  });

  it('says each change to those who do not see it', async () => {
    using stage = await AssistStage.open(PAGE);
    const company = new Company(stage.host, en.company, () => true);
    const notes = new Notes({ host: stage.host, texts: en.notes });
    stage.find('#name').focus();
    stage.asks(ANN, AssistType.SCROLL_PAGE);
    const alert = (): string =>
      Array.from(stage.root.querySelectorAll('[role="alert"]'), ({ textContent }) => textContent ?? '').join('');
    expect(alert(), 'a question, to who types').to.contain('scroll this page?');
    await stage.answer(true);
    stage.state(ANN.number, AssistType.SCROLL_PAGE);
    expect(spoken(stage)).to.equal('<b>Ann</b> can scroll');
    stage.root.querySelector<HTMLElement>('.stop')?.click();
    expect(spoken(stage)).to.equal(en.assist.stopped);
    say(notes);
    expect(spoken(stage)).to.equal('Message from <b>Ann</b>: Hello');
    stage.root.querySelector<HTMLElement>('.agents button')?.click();
    expect(spoken(stage)).to.equal('<b>Ann</b> is being removed.');
    for (const [view, words] of [
      [{ state: 'paused', names: ['Ann'], barred: false }, en.panel.paused],
      [{ state: 'paused', names: ['Ann'], barred: true }, en.panel.barred],
      [{ state: 'reconnecting' }, en.panel.reconnecting],
      [{ state: 'standby' }, en.panel.elsewhere],
      [{ state: 'watched', pinCode: '123456', names: ['Ben'] }, 'Ben can see this page'],
      [{ state: 'waiting', pinCode: '123456' }, '1 2 3 4 5 6'],
      [{ state: 'ended', ending: 'agent_ended' }, en.panel.ended],
    ] as const) {
      stage.panel.show(view);
      expect(spoken(stage), view.state).to.contain(words);
    }
    company.close();
  });

  it('is all usable while the page shows a modal dialog, and afterwards', async () => {
    using stage = await AssistStage.open(PAGE);
    const notes = new Notes({ host: stage.host, texts: en.notes, isTrusted: () => true, open: () => undefined });
    const dialog = document.createElement('dialog');
    dialog.innerHTML = '<p>Really?</p>';
    stage.page.append(dialog);
    dialog.showModal();
    await until('the panel is in the dialog', () => stage.panel.host.parentNode === dialog);
    const isHit = (selector: string): boolean => {
      const button = stage.root.querySelector(selector) ?? expect.fail(selector);
      button.scrollIntoView({ block: 'nearest' });
      const { left, top, width, height } = button.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      return document.elementFromPoint(x, y) === stage.panel.host && stage.root.elementFromPoint(x, y) === button;
    };
    stage.asks(ANN, AssistType.CLICK);
    expect(['.ask .yes', '.ask .no'].map(isHit)).to.deep.equal([true, true]);
    expect(stage.root.activeElement?.className).to.equal('no');
    await stage.answer(true);
    stage.state(ANN.number, AssistType.CLICK);
    expect(isHit('.stop')).to.equal(true);
    // Nothing behind the dialog can be pressed, by nobody.
    stage.press(stage.find('#go'));
    expect(stage.outcomes).to.deep.equal(['missed']);
    say(notes);
    expect(['.open', '.dismiss'].map(isHit)).to.deep.equal([true, true]);
    stage.root.querySelector<HTMLElement>('.stop')?.focus();
    dialog.close();
    await until('the panel is back', () => stage.panel.host.parentNode === document.documentElement);
    expect(stage.root.activeElement?.className).to.equal('stop');
    expect(['.stop', '.open', '.dismiss'].map(isHit)).to.deep.equal([true, true, true]);
  });
});
