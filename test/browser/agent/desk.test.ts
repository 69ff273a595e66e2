/** The desk outside a session: what it shows without a token, and when there is nobody to answer. */
import { CloseCode } from '../../../widget/engine/protocol/close-codes.js';
import { ScriptedRelay } from '../transport/scripted-socket.js';
import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { texts as en } from '../../../widget/locales/languages/en.js';
import { DeskSession } from '../../../widget/engine/agent/desk-session.js';
import type { DeskElement } from '../../../widget/engine/agent/desk.js';
import '../../../widget/engine/agent/desk.js';

async function render(token: string | undefined): Promise<DeskElement> {
  const session = new DeskSession({ origin: location.origin, token, onMessage: () => undefined });
  return fixture(html`<cobrowse-desk .texts=${en.desk} .session=${session}></cobrowse-desk>`);
}

describe('the desk', () => {
  it('says so when it was opened without a token, and offers no form', async () => {
    const desk = await render(undefined);
    expect(desk.shadowRoot?.textContent).to.contain(en.desk.noToken);
    expect(desk.shadowRoot?.querySelector('cobrowse-pin-form')).to.equal(null);
    await expect(desk).to.be.accessible();
  });

  it('shows the form, then the service’s answer in it, and keeps what was typed', async () => {
    const desk = await render('token');
    await waitUntil(() => document.title === en.desk.title, 'the title');
    const form = desk.shadowRoot?.querySelector('cobrowse-pin-form');
    const input = form?.shadowRoot?.querySelector('input');
    if (!form || !input) throw new Error('no form');
    input.value = '123456';
    form.shadowRoot?.querySelector<HTMLButtonElement>('button.primary')?.click();
    // The test server answers 404, which is none of the contract's codes.
    await new Promise<void>((resolve) => {
      const stop = desk.session.subscribe(({ state }) => {
        if (state !== 'idle') return;
        stop();
        resolve();
      });
    });
    await desk.updateComplete;
    await form.updateComplete;
    expect(form.shadowRoot?.querySelector('[role="alert"]')?.textContent).to.contain('9999');
    expect(input.value).to.equal('123456');
    expect(desk.shadowRoot?.querySelector('cobrowse-pin-form')).to.equal(form);
  });

  it('gives a join up at once, whatever comes later', async () => {
    const session = new DeskSession({ origin: location.origin, token: 'token', onMessage: () => undefined });
    const states: string[] = [];
    session.subscribe(({ state }) => states.push(state));
    const joined = session.join('123456');
    session.cancel();
    await joined;
    expect(states).to.deep.equal(['joining', 'idle']);
    expect(session.state).to.deep.equal({ state: 'idle' });
  });

  it('passes the form’s wish on to the session', async () => {
    const desk = await render('token');
    const form = desk.shadowRoot?.querySelector('cobrowse-pin-form');
    if (!form) throw new Error('no form');
    const heard = oneEvent(desk, 'pin-request');
    const input = form.shadowRoot?.querySelector('input');
    if (input) input.value = '12-34';
    form.shadowRoot?.querySelector<HTMLButtonElement>('button.primary')?.click();
    await heard;
    expect(desk.session.state.state).to.equal('joining');
    desk.session.cancel();
  });

  it('shows an agent who waits to be let in what the customer sees of them, and a way out', async () => {
    const relay = new ScriptedRelay();
    const desk = await render('token');
    desk.session.resume({ sessionId: 'id', secret: 'secret' });
    relay.socket.says({ type: 'waiting_welcome', agent: { number: 1, userId: 'a-1', userName: 'Ann' } });
    await desk.updateComplete;
    expect(desk.shadowRoot?.querySelector('[role="status"]')?.textContent).to.contain('“Ann”');
    await waitUntil(() => document.title.startsWith(en.desk.admissionTitle), 'the title');
    await expect(desk).to.be.accessible();
    desk.shadowRoot?.querySelector('button')?.click();
    expect(desk.session.state).to.deep.equal({ state: 'idle' });
    relay.restore();
  });

  it('says when the customer did not let the agent in, or did not answer', async () => {
    const relay = new ScriptedRelay();
    const desk = await render('token');
    for (const [code, title] of [
      [CloseCode.REFUSED, en.deskEnding.refused],
      [CloseCode.UNANSWERED, en.deskEnding.unanswered],
    ] as const) {
      desk.session.resume({ sessionId: 'id', secret: 'secret' });
      relay.socket.says({ type: 'waiting_welcome', agent: { number: 1, userId: 'a-1', userName: 'Ann' } });
      relay.socket.dispatchEvent(new CloseEvent('close', { code }));
      await waitUntil(() => desk.shadowRoot?.querySelector('h1')?.textContent === title, title, {
        // How a session ended is code that is loaded.
        timeout: 15_000,
      });
      await expect(desk).to.be.accessible();
      desk.session.reset();
    }
    relay.restore();
  });
});
