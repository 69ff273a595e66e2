/** Helping at the desk by keyboard: the cross that presses, where the focus goes, and whom a grant does not disturb (SPEC G6). */
import { expect, waitUntil } from '@open-wc/testing';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { ActOutcome } from '../../../widget/engine/protocol/control/assist-messages.js';
import { AssistType } from '../../../widget/engine/protocol/control/permission-messages.js';
import { ASSIST_REST_MS } from '../../../widget/engine/protocol/limits.js';
import { ANN } from '../../support/agent-welcome.js';
import { openAssistDesk } from '../../support/assist-desk.js';

const isIn = (field: HTMLElement): boolean => field.matches(':focus');

describe('help on the page, by keyboard', () => {
  it('G6 moves a cross and presses where it is, and scrolls with what is left of the keys', async () => {
    const desk = await openAssistDesk();
    desk.grants(AssistType.SCROLL_PAGE, AssistType.CLICK);
    expect(isIn(desk.field)).to.equal(true);
    for (let i = 0; i < 10; i++) desk.press('ArrowRight');
    desk.press('Enter');
    await waitUntil(() => desk.acts.length === 1, 'the press');
    expect(desk.acts[0]).to.include({ type: 'press', x: 0.75, y: 0.5 });
    desk.press('PageDown');
    await waitUntil(() => desk.acts.length === 2, 'the scroll');
    expect(desk.acts[1]).to.include({ type: 'scroll', dx: 0, dy: 270, x: 0.75 });
    // Beyond the edge the page moves instead.
    for (let i = 0; i < 11; i++) desk.press('ArrowRight');
    await waitUntil(() => desk.acts.length === 3, 'the scroll at the edge');
    expect(desk.acts[2]).to.include({ type: 'scroll', dx: 60, dy: 0 });
  });

  it('G6 presses nowhere that no cross was seen: the first key shows it, and says what it is over', async () => {
    const desk = await openAssistDesk();
    desk.grants(AssistType.SCROLL_PAGE, AssistType.CLICK);
    const cross = desk.field.getRootNode();
    const shown = (): boolean =>
      cross instanceof ShadowRoot && cross.querySelector('.cross')?.checkVisibility() === true;
    for (const key of [' ', 'Enter']) {
      expect(shown()).to.equal(false);
      desk.press(key);
      expect(shown()).to.equal(true);
      await waitUntil(() => desk.said.at(-1) === en.deskAssist.aimed(''), 'what it is over');
      desk.press(key);
      await waitUntil(() => desk.acts.length > 0, 'the press');
      // One act: the first key has sent none.
      expect(desk.acts.splice(0)).to.deep.equal([{ type: 'press', id: 1, x: 0.5, y: 0.5 }]);
      // Out of sight again, as after a press by mouse or after letting go.
      desk.said.length = 0;
      desk.press('Escape');
      desk.content.querySelector<HTMLElement>('.take')?.click();
    }
    desk.named = 'Pay';
    desk.press('Enter');
    await waitUntil(() => desk.said.at(-1) === 'Cross over Pay. Enter presses it.', 'its name');
  });

  it('G6 says into what keys go, by its name if agents may know it, and why they do not go anywhere', async () => {
    const desk = await openAssistDesk();
    const texts = en.deskAssist;
    const line = (): string => desk.content.querySelector('.line')?.textContent ?? '';
    const press = async (): Promise<void> => {
      desk.press('ArrowUp');
      desk.acts.length = 0;
      desk.press('Enter');
      await waitUntil(() => desk.acts.at(-1)?.type === 'press', 'the press');
    };
    const type = (text: string): void => {
      desk.field.value = text;
      desk.field.dispatchEvent(new InputEvent('input', { data: text }));
    };
    const answers = (outcome: ActOutcome): void => desk.says({ type: 'assist_outcome', outcome });
    desk.grants(AssistType.CLICK, AssistType.FILL_FORM);
    const idle = line();
    // A button takes no keys.
    await press();
    expect(line()).to.equal(idle);
    // A field does, until it is said that the press was refused: whatever is typed then was for the page.
    desk.fieldName = 'City';
    await press();
    expect(line()).to.equal(texts.typing('City'));
    answers(ActOutcome.REFUSED);
    expect(line()).to.equal(idle);
    expect(desk.content.querySelector('.outcome')?.textContent).to.equal(texts.outcomes.refused);
    // One that has the focus and does not take a single key keeps it; one that lost it does not.
    desk.fieldName = '*****';
    await press();
    expect(desk.content.querySelector('.outcome')?.textContent).to.equal('');
    expect(line()).to.equal(texts.typing(''));
    type('x');
    desk.press('Enter');
    answers(ActOutcome.REFUSED);
    answers(ActOutcome.ASKED);
    expect(line()).to.equal(texts.typing(''));
    desk.acts.length = 0;
    answers(ActOutcome.MISSED);
    expect(line()).to.equal(idle);
    type('y');
    expect(desk.acts).to.deep.equal([]);
    // While the customer uses the page, nobody knows what a press did, and the next one is not sent.
    await press();
    desk.says({ type: 'assist_state', agent: ANN.number, types: Object.values(AssistType), paused: true });
    desk.acts.length = 0;
    desk.press('Enter');
    await waitUntil(() => desk.said.at(-1) === texts.customerActs, 'why not');
    expect(desk.acts).to.deep.equal([]);
    desk.grants(...Object.values(AssistType));
    expect(line()).to.equal(texts.inControl(true, true));
  });

  it('G5 hands the focus on when the agent lets go, and when the help is stopped', async () => {
    const desk = await openAssistDesk();
    desk.grants(AssistType.CLICK);
    desk.press('Escape');
    expect(desk.content.activeElement?.className).to.equal('take');
    desk.content.querySelector<HTMLElement>('.take')?.click();
    expect(isIn(desk.field)).to.equal(true);
    desk.says({ type: 'assist_state', agent: 0, types: [], paused: false });
    // Not to what asks again: a key may be under way.
    expect(document.activeElement?.localName).to.equal('cobrowse-stage');
    desk.grants(AssistType.CLICK);
    desk.press('Escape');
    expect(desk.content.activeElement?.className).to.equal('take');
    desk.says({ type: 'assist_state', agent: 0, types: [], paused: false });
    expect(document.activeElement?.localName).to.equal('cobrowse-stage');
    // Whoever has stopped it themselves stays where they are.
    desk.grants(AssistType.CLICK);
    const stop = desk.content.querySelector<HTMLElement>('.stop');
    stop?.focus();
    stop?.click();
    desk.says({ type: 'assist_state', agent: 0, types: [], paused: false });
    expect(desk.content.activeElement?.className).to.equal('ask');
    desk.says({ type: 'assist_refused', assist: AssistType.CLICK });
    expect(desk.content.querySelector('.line')?.textContent).to.equal(en.deskAssist.rest);
  });

  it('G2 asks nothing that the customer’s page refuses by itself, and says why', async () => {
    const desk = await openAssistDesk();
    const row = (): HTMLElement | undefined =>
      Array.from(desk.content.querySelectorAll<HTMLElement>('.ask')).find(({ ariaLabel }) =>
        ariaLabel?.endsWith('Click'),
      );
    row()?.click();
    desk.says({ type: 'assist_refused', assist: AssistType.CLICK });
    expect(desk.asked).to.deep.equal([AssistType.CLICK]);
    expect(row()?.ariaDisabled).to.equal('true');
    row()?.click();
    expect(desk.asked).to.have.length(1);
    expect(desk.said.at(-1)).to.equal(en.deskAssist.rest);
    // Also beside what is allowed.
    desk.grants(AssistType.SCROLL_PAGE);
    expect(desk.content.querySelector('.outcome')?.textContent).to.equal(en.deskAssist.rest);
    desk.grants(AssistType.SCROLL_PAGE, AssistType.CLICK);
    expect(desk.content.querySelector('.outcome')?.textContent).to.equal('');
    // As long as the relay says: a desk that was reloaded does not count from the beginning.
    desk.says({ type: 'assist_state', agent: 0, types: [], paused: false });
    desk.says({ type: 'assist_refused', assist: AssistType.CLICK, restMs: 1 });
    await waitUntil(() => row()?.ariaDisabled === 'false', 'it may be asked for again');
    expect(desk.content.querySelector('.line')?.textContent).to.equal('');
  });

  it('G9 says what became of an act as long as that is so: not on the next page, nor for ever', async () => {
    const desk = await openAssistDesk();
    const texts = en.deskAssist.outcomes;
    const outcome = (): string | null | undefined => desk.content.querySelector('.outcome')?.textContent;
    const ask = Array.from(desk.content.querySelectorAll<HTMLElement>('.ask')).at(-1);
    desk.grants(AssistType.CLICK);
    for (const told of [ActOutcome.ASKED, ActOutcome.AGREED, ActOutcome.RESTS, ActOutcome.DECLINED]) {
      desk.says({ type: 'assist_outcome', outcome: told });
      expect(outcome()).to.equal(texts[told]);
    }
    ask?.click();
    expect(ask?.textContent).to.equal(en.deskAssist.asking);
    // Without a word before, as when the customer comes to another tab: the question has stayed in the first one.
    desk.says({ type: 'customer_transferred' }, { type: 'customer_back' });
    expect(outcome()).to.equal('');
    expect(ask?.textContent).to.equal(en.deskAssist.ask);
    const { setTimeout } = window;
    const later: (() => void)[] = [];
    Object.assign(window, {
      setTimeout: (act: () => void, ms: number) => void (ms === ASSIST_REST_MS && later.push(act)),
    });
    desk.says({ type: 'assist_outcome', outcome: ActOutcome.DECLINED });
    Object.assign(window, { setTimeout });
    expect(outcome()).to.equal(texts.declined);
    for (const act of later) act();
    expect(outcome()).to.equal('');
  });

  it('takes no field from an agent who writes, and says what was allowed', async () => {
    const desk = await openAssistDesk();
    const other = document.createElement('input');
    document.body.append(other);
    other.focus();
    desk.grants(AssistType.FILL_FORM);
    expect(isIn(other)).to.equal(true);
    expect(desk.said).to.include('Fill in fields: Allowed');
    expect(desk.content.querySelector<HTMLElement>('.take')?.checkVisibility()).to.equal(true);
    other.remove();
  });
});
