/** `<cobrowse-button>` through every state, driven by a service of what the contract documents. */
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { CobrowseButtonElement } from '../../../widget/elements/cobrowse-button/cobrowse-button.js';
import { texts as en } from '../../../widget/locales/languages/en.js';
import {
  freshService,
  part,
  startSession,
  textOf,
  TOKEN_URL,
  untilState,
  type ContractSdk,
} from '../../support/contract-service.js';

let sdk: ContractSdk;
beforeEach(() => {
  sdk = freshService();
});

const newButton = (): Promise<CobrowseButtonElement> =>
  fixture(html`<cobrowse-button service-url="/" sdk-key="healthy" token-url=${TOKEN_URL}></cobrowse-button>`);

/** Names of the events that an element fires from now on. */
function eventsOf(button: EventTarget): string[] {
  const names: string[] = [];
  for (const name of [
    'start-request',
    'state-change',
    'pincode-updated',
    'session-started',
    'session-joined',
    'agent-joined',
    'agent-left',
    'session-reconnecting',
    'remote-assist-started',
    'remote-assist-stopped',
    'session-ended',
    'error',
  ]) {
    button.addEventListener(`cobrowse-${name}`, (event) => {
      const detail: unknown = Reflect.get(event, 'detail');
      const state: unknown = typeof detail === 'object' && detail !== null ? Reflect.get(detail, 'state') : undefined;
      names.push(typeof state === 'string' ? `→ ${state}` : name);
    });
  }
  return names;
}

describe('the button', () => {
  it('goes through a session as the service tells of it, and never before', async () => {
    const button = await newButton();
    const events = eventsOf(button);
    expect(textOf(button, '.button')).to.equal(en.button.share);
    expect(window.contractScripts, 'nothing is loaded before a press').to.deep.equal([]);

    part(button, '.button').click();
    expect(button.state).to.equal('loading');
    await button.updateComplete;
    expect(part(button, '.button').getAttribute('aria-busy')).to.equal('true');
    const start = await sdk.session.called('start');
    expect(start.argument).to.deep.equal({ sdkToken: 'header.payload.signature' });
    start.callback?.({ success: true });
    await button.updateComplete;
    expect(button.state, 'a success without an event is not a session yet').to.equal('loading');

    sdk.session.emit('pincode_updated', { pincode: '654321' });
    sdk.session.emit('session_started');
    await untilState(button, 'waiting');
    expect(button.pin).to.equal('654321');
    expect(button.session).to.equal(sdk.session);
    expect(textOf(button, '.button')).to.equal(en.button.stop);
    expect(textOf(button, '.status')).to.equal(en.buttonSession.waiting);

    sdk.session.emit('agent_joined', { userId: 'a', userName: 'Maria' });
    await untilState(button, 'live');
    expect(textOf(button, '.status')).to.equal('Maria can see this page');
    expect(button.agents).to.deep.equal([{ userId: 'a', userName: 'Maria' }]);

    sdk.session.emit('sharing_paused');
    await button.updateComplete;
    expect(textOf(button, '.status')).to.equal(en.buttonSession.paused);
    expect(button.shadowRoot?.querySelector('.dot')).to.equal(null);
    sdk.session.emit('sharing_resumed');
    await button.updateComplete;
    expect(textOf(button, '.status')).to.equal('Maria can see this page');

    sdk.session.emit('sharing_elsewhere');
    await button.updateComplete;
    expect(textOf(button, '.status')).to.equal(en.buttonSession.elsewhere);
    expect(button.shadowRoot?.querySelector('.dot')).to.equal(null);
    sdk.session.emit('sharing_here');
    await button.updateComplete;
    expect(textOf(button, '.status')).to.equal('Maria can see this page');

    sdk.session.emit('session_reconnecting');
    await untilState(button, 'reconnecting');
    expect(textOf(button, '.status')).to.equal(en.buttonSession.reconnecting);
    sdk.session.emit('session_joined');
    await untilState(button, 'live');
    sdk.session.emit('remote_assist_started');
    sdk.session.emit('remote_assist_stopped');
    sdk.session.emit('agent_left', { userId: 'a', userName: 'Maria' });
    await untilState(button, 'waiting');

    part(button, '.button').click();
    const end = await sdk.session.called('end');
    await button.updateComplete;
    expect(button.state, 'an end that is not confirmed is none').to.equal('waiting');
    expect(textOf(button, '.status')).to.equal(en.buttonSession.stopping);
    sdk.session.emit('session_ended');
    end.callback?.({ success: true });
    await untilState(button, 'ended');
    expect(textOf(button, '.button')).to.equal(en.button.share);
    expect(textOf(button, '.status')).to.equal(en.buttonSession.ended);
    expect(button.session).to.equal(undefined);
    await Promise.resolve();
    expect(events).to.deep.equal([
      'start-request',
      '→ loading',
      '→ waiting',
      'pincode-updated',
      'session-started',
      '→ live',
      'agent-joined',
      '→ reconnecting',
      'session-reconnecting',
      '→ live',
      'session-joined',
      'remote-assist-started',
      'remote-assist-stopped',
      '→ waiting',
      'agent-left',
      '→ ended',
      'session-ended',
    ]);
  });

  it('starts again after an end, with a new token and the same script', async () => {
    const button = await newButton();
    for (const pin of ['111111', '222222']) {
      await startSession(button, sdk, pin);
      expect(button.pin).to.equal(pin);
      sdk.session.emit('session_ended');
      await untilState(button, 'ended');
    }
    expect(window.contractScripts).to.have.length(1);
    expect(document.querySelector('script[data-cobrowse-elements]'), 'no element is left behind').to.equal(null);
  });

  it('gives each event its payload, frozen, bubbling out of shadow roots', async () => {
    const button = await newButton();
    await startSession(button, sdk);
    const joined = oneEvent(document.body, 'cobrowse-agent-joined');
    sdk.session.emit('agent_joined', { userId: 'a', userName: 'Maria', secret: 'no' });
    const event = await joined;
    expect(event.composed).to.equal(true);
    expect(Reflect.get(event, 'detail')).to.deep.equal({ userId: 'a', userName: 'Maria' });
    const updated = oneEvent(button, 'cobrowse-pincode-updated');
    sdk.session.emit('pincode_updated', { pinCode: '999999' });
    const { detail } = await updated;
    expect(detail).to.deep.equal({ pinCode: '999999', pincode: '999999' });
    expect(Object.isFrozen(detail)).to.equal(true);
  });

  it('counts agents whom the service does not name', async () => {
    const button = await newButton();
    await startSession(button, sdk);
    sdk.session.emit('agent_joined');
    await untilState(button, 'live');
    expect(textOf(button, '.status')).to.equal('An agent can see this page');
    sdk.session.emit('agent_joined');
    await button.updateComplete;
    expect(textOf(button, '.status')).to.equal('2 agents can see this page');
    sdk.session.emit('agent_left');
    sdk.session.emit('agent_left');
    await untilState(button, 'waiting');
  });

  it('is cancelled by a second press, and ends what the service begins even so', async () => {
    const button = await newButton();
    part(button, '.button').click();
    await sdk.session.called('start');
    await button.updateComplete;
    expect(textOf(button, '.button')).to.equal(en.button.cancel);
    part(button, '.button').click();
    expect(button.state).to.equal('idle');
    await sdk.session.called('end');
    sdk.session.emit('session_started');
    await sdk.session.called('end');
    expect(button.state).to.equal('idle');
  });

  it('is cancelled while a script that never answers is loading, and starts again', async () => {
    const button = await newButton();
    button.sdkKey = 'hanging';
    part(button, '.button').click();
    await new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        if (!document.querySelector('script[data-cobrowse-elements]')) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(document.head, { childList: true });
    });
    part(button, '.button').click();
    await untilState(button, 'idle');
    expect(window.ZoomCobrowseSDKInitArgs, 'nobody waits for the answer any more').to.equal(undefined);
  });

  it('lets the page refuse a start', async () => {
    const button = await newButton();
    button.addEventListener('cobrowse-start-request', (event) => event.preventDefault(), { once: true });
    part(button, '.button').click();
    expect(button.state).to.equal('idle');
  });

  it('starts and ends by its methods, which settle when it is decided', async () => {
    const button = await newButton();
    const started = button.start();
    (await sdk.session.called('start')).callback?.({ success: true });
    sdk.session.emit('session_started');
    await started;
    expect(button.state).to.equal('waiting');
    const ended = button.end();
    (await sdk.session.called('end')).callback?.({ success: true });
    await ended;
    expect(button.state, 'the service has said so, if not by an event').to.equal('ended');
  });

  it('keeps the session and says so when the service refuses to end it', async () => {
    const button = await newButton();
    await startSession(button, sdk);
    const error = oneEvent(button, 'cobrowse-error');
    void button.end();
    (await sdk.session.called('end')).callback?.({ success: false, error: { code: 1017, errorMsg: 'busy' } });
    expect((await error).detail.code).to.equal(1017);
    expect(button.state).to.equal('waiting');
    await button.updateComplete;
    expect(textOf(button, '.status')).to.equal(en.buttonSession.waiting);
  });

  it('resumes a session that was interrupted, without a press, a token, or another script', async () => {
    sessionStorage.setItem('cobrowse.button', JSON.stringify([location.origin, Date.now() - 60_000]));
    sdk.session.status = 'session_recoverable';
    const button = await fixture<CobrowseButtonElement>(
      html`<cobrowse-button service-url="/" sdk-key="healthy" token-url="/contract/500"></cobrowse-button>`,
    );
    const join = await sdk.session.called('join');
    expect(button.state).to.equal('loading');
    sdk.session.emit('pincode_updated', { pinCode: '123456' });
    sdk.session.emit('session_joined');
    join.callback?.({ success: true });
    await untilState(button, 'waiting');
  });

  for (const [title, marker] of [
    ['older than three minutes', (): unknown => [location.origin, Date.now() - 180_001]],
    ['of another service', (): unknown => ['https://other.example', Date.now()]],
    ['that is not one', (): unknown => ({ service: location.origin })],
  ] as const) {
    it(`loads nothing for a note ${title}`, async () => {
      sessionStorage.setItem('cobrowse.button', JSON.stringify(marker()));
      const button = await newButton();
      expect(button.state).to.equal('idle');
    });
  }

  it('is idle again when the service has nothing to resume', async () => {
    sessionStorage.setItem('cobrowse.button', JSON.stringify([location.origin, Date.now()]));
    const button = await newButton();
    await untilState(button, 'idle');
    expect(window.contractScripts).to.have.length(1);
  });

  it('Y1 has a note for as long as a session is on, as a crash tells nobody', async () => {
    const button = await newButton();
    dispatchEvent(new PageTransitionEvent('pagehide'));
    expect(sessionStorage.getItem('cobrowse.button')).to.equal(null);
    await startSession(button, sdk);
    expect(sessionStorage.getItem('cobrowse.button')).to.include(location.origin);
    const old = JSON.stringify([location.origin, 0]);
    sessionStorage.setItem('cobrowse.button', old);
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    expect(sessionStorage.getItem('cobrowse.button')).not.to.equal(old);
    sdk.session.emit('session_ended');
    expect(sessionStorage.getItem('cobrowse.button')).to.equal(null);
    dispatchEvent(new PageTransitionEvent('pagehide'));
    expect(sessionStorage.getItem('cobrowse.button')).to.equal(null);
  });

  it('joins a recoverable session on a press, and starts a new one if that is over', async () => {
    const button = await newButton();
    sdk.session.status = 'session_recoverable';
    part(button, '.button').click();
    const join = await sdk.session.called('join');
    sdk.session.emit('session_error', { code: 1011, errorMsg: 'over' });
    join.callback?.({ success: false, error: { code: 1011, errorMsg: 'over' } });
    await sdk.session.called('start');
    sdk.session.emit('session_started');
    await untilState(button, 'waiting');
  });

  it('asks for the version that is pinned, floats, or is left out', async () => {
    for (const version of ['2.13.2', '2.13.x', '']) {
      sdk = freshService();
      const button = await newButton();
      button.sdkVersion = version;
      await startSession(button, sdk);
      expect(window.contractScripts).to.deep.equal([
        `${location.origin}/static/resource/sdk/healthy/js${version && `/${version}`}`,
      ]);
      button.remove();
    }
  });
});
