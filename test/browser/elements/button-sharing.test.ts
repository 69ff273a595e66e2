/** Buttons in number, in motion and in foreign trees: one session, no lost callback, nothing left behind. */
import { expect, fixture, html } from '@open-wc/testing';
import { planOf } from '../../../widget/elements/cobrowse-button/button-plan.js';
import type { CobrowseButtonElement } from '../../../widget/elements/cobrowse-button/cobrowse-button.js';
import { texts as en } from '../../../widget/locales/languages/en.js';
import type * as Board from '../../../widget/service/session-board.js';
import {
  captureWarnings,
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

const template = html`<cobrowse-button service-url="/" sdk-key="healthy" token-url=${TOKEN_URL}></cobrowse-button>`;
const newButton = (): Promise<CobrowseButtonElement> => fixture(template);

describe('two buttons', () => {
  it('share one session, also from another shadow root', async () => {
    const first = await newButton();
    const host = await fixture<HTMLElement>(html`<div></div>`);
    const second = document.createElement('cobrowse-button');
    Object.assign(second, { serviceUrl: location.origin, sdkKey: 'healthy', tokenUrl: TOKEN_URL });
    host.attachShadow({ mode: 'closed' }).append(second);
    await second.updateComplete;

    await startSession(first, sdk);
    await untilState(second, 'waiting');
    expect(second.pin).to.equal('123456');
    sdk.session.emit('agent_joined', { userId: 'a', userName: 'Maria' });
    await untilState(second, 'live');
    expect(textOf(second, '.status')).to.equal('Maria can see this page');
    part(second, '.button').click();
    (await sdk.session.called('end')).callback?.({ success: true });
    await untilState(first, 'ended');
    expect(sdk.settings).to.have.length(1);
    expect(window.contractScripts).to.have.length(1);
  });

  it('with a second copy of the module know each other by the document', async () => {
    const address = '../../../widget/service/session-board.js?copy';
    const copy: typeof Board = await import(address);
    const button = await newButton();
    await startSession(button, sdk);
    expect(copy.boardOf(location.origin).snapshot.state).to.equal('waiting');
  });
});

describe('a button', () => {
  it('keeps its session when it is moved, removed, and put back', async () => {
    const button = await newButton();
    await startSession(button, sdk);
    const other = await fixture<HTMLElement>(html`<section></section>`);
    other.append(button);
    sdk.session.emit('agent_joined', { userId: 'a', userName: 'Maria' });
    await untilState(button, 'live');

    button.remove();
    await Promise.resolve();
    expect(sdk.session.calls.filter(({ name }) => name === 'end')).to.deep.equal([]);
    sdk.session.emit('agent_left', { userId: 'a', userName: 'Maria' });
    expect(button.state, 'a removed button still knows').to.equal('waiting');
    other.append(button);
    await untilState(button, 'waiting');
    expect(textOf(button, '.button')).to.equal(en.button.stop);
  });

  it('mounted during a session shows it', async () => {
    const first = await newButton();
    await startSession(first, sdk);
    first.remove();
    const second = await newButton();
    await untilState(second, 'waiting');
    expect(textOf(second, '.button')).to.equal(en.button.stop);
  });

  it('that is upgraded late keeps what was set before', async () => {
    const button = document.createElement('cobrowse-late');
    Object.assign(button, {
      getToken: () => Promise.resolve('a.b.c'),
      serviceUrl: '/',
      sdkKey: 'healthy',
      disabled: true,
    });
    document.body.append(button);
    const { CobrowseButtonElement: Base } = await import('../../../widget/elements/cobrowse-button/cobrowse-button.js');
    class LateElement extends Base {}
    customElements.define('cobrowse-late', LateElement);
    if (!(button instanceof LateElement)) throw new Error('not upgraded');
    await button.updateComplete;
    expect(button.disabled).to.equal(true);
    button.disabled = false;
    await button.updateComplete;
    await startSession(button, sdk);
    button.remove();
  });

  it('uses the SDK that the page hands in, and loads no script', async () => {
    const button = await fixture<CobrowseButtonElement>(
      html`<cobrowse-button token-url=${TOKEN_URL}></cobrowse-button>`,
    );
    Reflect.set(button, 'sdk', sdk);
    button.sdkKey = 'KEY';
    await startSession(button, sdk);
    expect(Reflect.get(Object(sdk.settings[0]), 'appKey')).to.equal('KEY');
    expect(window.contractScripts).to.deep.equal([]);
    expect(button.capabilities.guaranteedMasking).to.equal(false);
    expect(Object.isFrozen(button.capabilities)).to.equal(true);
  });

  it('uses the SDK that the page has loaded', async () => {
    Reflect.set(window, 'ZoomCobrowseSDK', sdk);
    const button = await fixture<CobrowseButtonElement>(
      html`<cobrowse-button token-url=${TOKEN_URL}></cobrowse-button>`,
    );
    await startSession(button, sdk);
    expect(window.contractScripts).to.deep.equal([]);
  });

  it('shares the one slot with the snippet of the page, and loses neither callback nor mask', async () => {
    Reflect.set(window, 'ZoomCobrowseSDK', {
      init(...args: unknown[]) {
        window.ZoomCobrowseSDKInitArgs = args;
      },
    });
    const answered = new Promise((resolve) => {
      const { init } = Object(window.ZoomCobrowseSDK);
      init({ piiMask: { maskCssSelectors: '.page' } }, resolve);
    });
    const button = await newButton();
    button.maskSelectors = '.button';
    await startSession(button, sdk);
    await answered;
    expect(Reflect.get(Object(sdk.settings[0]), 'piiMask').maskCssSelectors).to.equal('.page,.button');
  });

  it('turns its attributes into the settings of the contract', async () => {
    const button = await fixture<CobrowseButtonElement>(html`
      <cobrowse-button
        token-url=${TOKEN_URL}
        mask-type="all_input"
        mask-selectors=".pii"
        mask-attributes="data-sensitive=true"
        agent-annotation
        remote-assist
        multi-tab
        custom-pin="AB12"
        .sdk=${sdk}
      ></cobrowse-button>
    `);
    part(button, '.button').click();
    const { argument } = await sdk.session.called('start');
    expect(argument).to.deep.equal({ sdkToken: 'header.payload.signature', customPinCode: 'AB12' });
    expect(sdk.settings).to.deep.equal([
      {
        allowAgentAnnotation: true,
        allowCustomerAnnotation: false,
        piiMask: { maskType: 'all_input', maskCssSelectors: '.pii', maskHTMLAttributes: 'data-sensitive=true' },
        remoteAssist: { enable: true, enableCustomerConsent: true, remoteAssistTypes: ['scroll_page'] },
        multiTabSessionPersistence: { enable: true },
      },
    ]);
  });

  it('takes a list of what agents may ask to do', async () => {
    const button = await newButton();
    button.setAttribute('remote-assist', ' scroll_page  fill_form ');
    await startSession(button, sdk);
    expect(Reflect.get(Object(sdk.settings[0]), 'remoteAssist')).to.deep.equal({
      enable: true,
      enableCustomerConsent: true,
      remoteAssistTypes: ['scroll_page', 'fill_form'],
    });
  });

  it('tells the developer what the service cannot do', async () => {
    const button = await newButton();
    button.unmaskSelectors = '.open';
    button.unmaskQueryParameters = 'page';
    button.maskSelectors = '.pii';
    button.blockSelectors = '.no, #never';
    button.multiTab = true;
    const advice: string[] = [];
    const { settings } = planOf(button, 'zoom', (about, text) => advice.push(`${about}: ${text}`));
    expect(advice).to.have.length(1);
    expect(advice[0]).to.match(
      /^unsupported-attribute: .* unmask-selectors, unmask-query-parameters, block-selectors\. /,
    );
    // What cannot be blocked there is masked at least, and nothing is opened.
    expect(settings.piiMask).to.deep.equal({ maskType: 'custom_input', maskCssSelectors: '.pii, .no, #never' });
    const own = planOf(button, 'engine', (about) => advice.push(about));
    expect(own.settings.piiMask).to.deep.equal({
      maskType: 'custom_input',
      maskCssSelectors: '.pii',
      unmaskCssSelectors: '.open',
      blockCssSelectors: '.no, #never',
      unmaskQueryParameters: 'page',
    });
    expect(advice).to.have.length(1);
  });

  it('asks Zoom for the most that it masks where everything is to be masked, and says so', async () => {
    const button = await newButton();
    button.maskType = 'all';
    const advice: string[] = [];
    const { settings } = planOf(button, 'zoom', (about) => advice.push(about));
    expect(settings.piiMask).to.deep.equal({ maskType: 'all_input' });
    expect(advice).to.deep.equal(['mask-type']);
    button.maskStrict = true;
    expect(() => planOf(button, 'zoom', () => undefined)).to.throw(/mask/i);
    expect(planOf(button, 'engine', () => undefined).settings.piiMask).to.deep.equal({ maskType: 'all' });
  });

  it('tells the developer once what comes too late', async () => {
    const warnings = captureWarnings();
    try {
      const button = await newButton();
      await startSession(button, sdk);
      button.maskSelectors = '.pii';
      await button.updateComplete;
      button.maskSelectors = '.pii, .more';
      await button.updateComplete;
      button.showPin = true;
      await button.updateComplete;
      expect(warnings.lines).to.have.length(1);
      expect(warnings.lines[0]).to.match(/changed-while-live: /);
      // Masks that come hold at once: the SDK adds them to the session that is on. Each call takes the place of the one before.
      button.userName = 'Somebody';
      await button.updateComplete;
      expect(warnings.lines).to.have.length(2);
      const told = (): unknown[] =>
        sdk.settings.map((given) => Reflect.get(Object(given), 'piiMask')?.maskCssSelectors);
      expect(told()).to.deep.equal([undefined, '.pii', '.pii, .more']);
      sdk.session.emit('session_ended');
      button.maskSelectors = '.less';
      await startSession(button, sdk);
      expect(told().at(-1)).to.equal('.less');
      const callers = new Set(sdk.settings.map((given) => Reflect.get(Object(given), 'caller')));
      expect([...callers])
        .to.have.length(1)
        .and.not.to.include(undefined);
    } finally {
      warnings.restore();
    }
  });
});
