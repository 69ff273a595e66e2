/** The agent's PIN form. */
import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { texts as zhCn } from '../../../widget/locales/languages/zh-cn.js';
import { ErrorCode } from '../../../widget/engine/protocol/error-codes.js';
import type { PinProblem } from '../../../widget/pin/pin-problem.js';
import { PinRequestEvent, type PinFormElement } from '../../../widget/engine/agent/pin-form.js';

function part<T extends Element>(form: PinFormElement, selector: string): T {
  const found = form.shadowRoot?.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}

const input = (form: PinFormElement): HTMLInputElement => part(form, 'input');
const alertText = (form: PinFormElement): string =>
  Array.from(part(form, '[role="alert"]').children, ({ textContent }) => textContent).join(' ');

async function render(problem?: PinProblem): Promise<PinFormElement> {
  return fixture(html`<cobrowse-pin-form .texts=${en.desk} .problem=${problem}></cobrowse-pin-form>`);
}

describe('the PIN form', () => {
  it('is accessible, also with an error', async () => {
    const form = await render();
    await expect(form).to.be.accessible();
    form.problem = { code: ErrorCode.DESK_PIN_NOT_FOUND };
    await form.updateComplete;
    await expect(form).to.be.accessible();
  });

  it('has the focus from the start and is not filled in by the browser', async () => {
    const form = await render();
    expect(form.shadowRoot?.activeElement).to.equal(input(form));
    expect(input(form).autocomplete).to.equal('off');
    expect(input(form).inputMode).to.equal('numeric');
  });

  it('takes out what only separates, and keeps the caret where it was', async () => {
    const form = await render();
    const field = input(form);
    const type = (value: string, caret: number, inputType: string): void => {
      field.value = value;
      field.setSelectionRange(caret, caret);
      field.dispatchEvent(new InputEvent('input', { inputType }));
    };
    type('123 456', 7, 'insertFromPaste');
    expect(field.value).to.equal('123456');
    type('12-3456', 3, 'insertText');
    expect([field.value, field.selectionStart]).to.deep.equal(['123456', 2]);
    type('Your PIN is 654-321, thank you', 30, 'insertFromPaste');
    expect(field.value).to.equal('654321');
    type('12?4', 4, 'insertText');
    expect(field.value).to.equal('12?4');
  });

  it('has six places, more for a longer PIN, and all of them in sight at any width', async () => {
    const form = await render();
    const card = part<HTMLElement>(form, 'form');
    const fill = (value: string): void => {
      input(form).value = value;
      input(form).dispatchEvent(new InputEvent('input', { inputType: 'insertText' }));
    };
    for (const width of [400, 288]) {
      card.style.inlineSize = `${width}px`;
      for (const [value, places] of [
        ['', 6],
        ['123456', 6],
        ['TICKET4242', 10],
      ] as const) {
        fill(value);
        const box = part<HTMLElement>(form, '.places');
        expect(Number(box.style.getPropertyValue('--places') || 6)).to.equal(places);
        const place = box.clientWidth / places;
        expect(place).to.be.within(20, 46.5);
        // Each letter stands in its place: the text is as long as there are letters.
        const style = getComputedStyle(input(form));
        const context = document.createElement('canvas').getContext('2d');
        if (!context) throw new Error('no canvas');
        context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
        const advance = context.measureText('0').width + Number.parseFloat(style.letterSpacing);
        expect(Math.abs(advance - place)).to.be.below(0.5);
        expect(card.scrollWidth).to.be.at.most(card.clientWidth);
        // Nothing that the browser wants to show, a selection's end or the caret, moves the first digit out of sight.
        box.scrollLeft = 20;
        expect(box.scrollLeft).to.equal(0);
      }
    }
  });

  it('asks to join with the PIN as it is meant, and does not load a page', async () => {
    const form = await render();
    input(form).value = ' 123-456';
    const request = oneEvent(form, PinRequestEvent.type);
    part<HTMLButtonElement>(form, 'button.primary').click();
    expect((await request).detail).to.deep.equal({ pinCode: '123456', wait: false });
  });

  it('J3 offers to wait where the agent may, and asks for it only by that button', async () => {
    const form = await render({ code: ErrorCode.DESK_PIN_NOT_FOUND, mayWait: true });
    input(form).value = 'ticket 42';
    await expect(form).to.be.accessible();
    // A wrong digit is what it mostly is: that comes first, and to wait is for those who agreed on the PIN.
    expect(alertText(form)).to.equal(en.desk.errorNotFound);
    expect(part(form, '#wait').textContent).to.equal(en.desk.waitHint);
    expect(part(form, 'button.wait').getAttribute('aria-describedby')).to.equal('wait');
    const request = oneEvent(form, PinRequestEvent.type);
    part<HTMLButtonElement>(form, 'button.wait').click();
    expect((await request).detail).to.deep.equal({ pinCode: 'ticket42', wait: true });
    form.problem = { code: ErrorCode.DESK_PIN_NOT_FOUND };
    await form.updateComplete;
    expect(form.shadowRoot?.querySelector('button.wait, #wait')).to.equal(null);
  });

  it('refuses an empty or impossible PIN without asking anybody', async () => {
    const form = await render();
    let asked = 0;
    form.addEventListener('pin-request', () => asked++);
    for (const [text, message] of [
      ['', en.desk.errorEmpty],
      ['  - ', en.desk.errorEmpty],
      ['12345678901', en.desk.errorFormat],
      ['12%34', en.desk.errorFormat],
    ] as const) {
      input(form).value = text;
      part<HTMLButtonElement>(form, 'button.primary').click();
      await form.updateComplete;
      expect(alertText(form), text).to.equal(message);
    }
    expect(asked).to.equal(0);
  });

  it('says it in another language as soon as it gets other texts', async () => {
    const form = await render();
    part<HTMLButtonElement>(form, 'button.primary').click();
    await form.updateComplete;
    form.texts = zhCn.desk;
    await form.updateComplete;
    expect(alertText(form)).to.equal(zhCn.desk.errorEmpty);
  });

  it('says what is wrong in an alert and selects the PIN, so that typing replaces it', async () => {
    const form = await render();
    input(form).value = '123 456';
    form.problem = { code: ErrorCode.DESK_PIN_NOT_FOUND };
    await form.updateComplete;
    expect(alertText(form)).to.equal(en.desk.errorNotFound);
    expect(input(form).getAttribute('aria-invalid')).to.equal('true');
    expect([input(form).selectionStart, input(form).selectionEnd]).to.deep.equal([0, 7]);
  });

  it('has a sentence of its own for every way to fail', async () => {
    const { DESK_PIN_NOT_FOUND, SESSION_PIN_INVALID_FORMAT, SERVER_INVALID_TOKEN } = ErrorCode;
    const { SESSION_AGENT_COUNT_LIMIT, SESSION_DUPLICATE_USER, NETWORK_ERROR, SESSION_JOIN_FAILED } = ErrorCode;
    const problems: PinProblem[] = [
      DESK_PIN_NOT_FOUND,
      SESSION_PIN_INVALID_FORMAT,
      SERVER_INVALID_TOKEN,
      SESSION_AGENT_COUNT_LIMIT,
      SESSION_DUPLICATE_USER,
      NETWORK_ERROR,
      SESSION_JOIN_FAILED,
      ErrorCode.UNDEFINED,
    ].map((code) => ({ code }));
    problems.push({ code: ErrorCode.UNDEFINED, retryAfterSeconds: 30 });
    const form = await render();
    const sentences = new Set<string>();
    for (const problem of problems) {
      form.problem = problem;
      await form.updateComplete;
      sentences.add(alertText(form));
    }
    expect(sentences.size).to.equal(problems.length);
    expect(sentences.has('')).to.equal(false);
    expect([...sentences].join()).to.contain('30 seconds');
  });

  it('says how many tries are left once there are few', async () => {
    const form = await render({ code: ErrorCode.DESK_PIN_NOT_FOUND, triesLeft: 9 });
    expect(alertText(form)).to.equal(en.desk.errorNotFound);
    for (const triesLeft of [3, 1, 0]) {
      form.problem = { code: ErrorCode.DESK_PIN_NOT_FOUND, triesLeft };
      await form.updateComplete;
      expect(alertText(form)).to.equal(`${en.desk.errorNotFound} ${en.desk.triesLeft(triesLeft)}`);
    }
  });

  it('counts down a wait on its button, and asks nobody before it is over', async () => {
    const form = await render({ code: ErrorCode.UNDEFINED, retryAfterSeconds: 1 });
    const join = part<HTMLButtonElement>(form, 'button.primary');
    expect(join.ariaDisabled).to.equal('true');
    expect(join.textContent).to.equal(en.desk.joinIn('0:01'));
    let asked = 0;
    form.addEventListener('pin-request', () => asked++);
    input(form).value = '123456';
    input(form).dispatchEvent(new InputEvent('input'));
    part<HTMLFormElement>(form, 'form').requestSubmit();
    await form.updateComplete;
    expect([asked, alertText(form)]).to.deep.equal([0, en.desk.errorThrottled(1)]);
    await waitUntil(() => join.ariaDisabled === 'false', 'the end of the wait', { timeout: 5_000 });
    await form.updateComplete;
    expect(alertText(form)).to.equal('');
    part<HTMLFormElement>(form, 'form').requestSubmit();
    expect(asked).to.equal(1);
  });

  it('says that the tries are over with the wrong PIN that ends them, for how long, and what to do', async () => {
    const over: PinProblem = { code: ErrorCode.DESK_PIN_NOT_FOUND, triesLeft: 0, retryAfterSeconds: 1, mayWait: true };
    const form = await render(over);
    const join = part<HTMLButtonElement>(form, 'button.primary');
    const said = `${en.desk.errorNotFound} ${en.desk.triesOver(1)}`;
    expect([alertText(form), join.textContent]).to.deep.equal([said, en.desk.joinIn('0:01')]);
    await expect(form).to.be.accessible();
    let asked = 0;
    form.addEventListener('pin-request', () => asked++);
    const wait = part<HTMLButtonElement>(form, '.wait');
    input(form).value = '123456';
    wait.click();
    expect([asked, wait.ariaDisabled]).to.deep.equal([0, 'true']);
    await waitUntil(() => join.ariaDisabled === 'false', 'the end of the wait', { timeout: 5_000 });
    await form.updateComplete;
    expect(alertText(form), 'what is still so').to.equal(`${en.desk.errorNotFound} ${en.desk.triesLeft(0)}`);
    // Another PIN is not one that nobody has; the wait is the same for it.
    form.problem = { ...over };
    await form.updateComplete;
    input(form).dispatchEvent(new InputEvent('input'));
    await form.updateComplete;
    expect(alertText(form)).to.equal(en.desk.errorThrottled(1));
    await waitUntil(() => join.ariaDisabled === 'false', 'the end of the wait', { timeout: 5_000 });
    await form.updateComplete;
    expect(alertText(form)).to.equal('');
  });

  it('says a long wait in minutes', () => {
    for (const { desk } of [en, zhCn]) {
      for (const say of [desk.errorThrottled, desk.triesOver]) expect(say(256)).to.match(/\b5 (?:minutes|分钟)/);
    }
  });

  it('lets a touch keyboard have letters', async () => {
    const form = await render();
    const turn = part<HTMLButtonElement>(form, '.letters');
    turn.click();
    await form.updateComplete;
    expect(input(form).inputMode).to.equal('text');
    expect(form.shadowRoot?.activeElement).to.equal(input(form));
    turn.click();
    await form.updateComplete;
    expect(input(form).inputMode).to.equal('numeric');
  });

  it('takes the error back as soon as the agent types', async () => {
    const form = await render({ code: ErrorCode.DESK_PIN_NOT_FOUND });
    input(form).dispatchEvent(new InputEvent('input'));
    await form.updateComplete;
    expect(alertText(form)).to.equal('');
    expect(input(form).getAttribute('aria-invalid')).to.equal('false');
  });

  it('can be given up while it joins, and asks only once', async () => {
    const form = await render();
    form.joining = true;
    await form.updateComplete;
    let asked = 0;
    form.addEventListener('pin-request', () => asked++);
    input(form).value = '123456';
    part<HTMLFormElement>(form, 'form').requestSubmit();
    expect(asked).to.equal(0);
    const cancelled = oneEvent(form, 'pin-cancel');
    part<HTMLButtonElement>(form, '.actions button[type="button"]').click();
    await cancelled;
  });
});
