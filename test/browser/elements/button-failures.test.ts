/** Everything that can go wrong before a session: each failure has its code, a sentence, a hint, and a way to try again. */
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { CobrowseButtonElement } from '../../../widget/elements/cobrowse-button/cobrowse-button.js';
import { texts as en } from '../../../widget/locales/languages/en.js';
import {
  captureWarnings,
  expectHint,
  freshService,
  part,
  startSession,
  textOf,
  TOKEN_URL,
  untilState,
  type ContractSdk,
} from '../../support/contract-service.js';

const { failures } = en.buttonSession;

let sdk: ContractSdk;
let warnings: ReturnType<typeof captureWarnings>;
beforeEach(() => {
  sdk = freshService();
  warnings = captureWarnings();
});
afterEach(() => warnings.restore());

interface Expected {
  readonly code: number;
  readonly reason: string;
  readonly sentence: string;
}

const newButton = (): Promise<CobrowseButtonElement> =>
  fixture(html`<cobrowse-button service-url="/" sdk-key="healthy" token-url=${TOKEN_URL}></cobrowse-button>`);

/** Presses, and looks at everything that a failure must bring with it. */
async function expectFailure(button: CobrowseButtonElement, { code, reason, sentence }: Expected): Promise<void> {
  const failed = oneEvent(button, 'cobrowse-error');
  part(button, '.button').click();
  const { detail } = await failed;
  await untilState(button, 'error');
  expect(detail.code).to.equal(code);
  expect(detail.message).to.equal(sentence);
  expect(detail.errorMsg).to.equal(button.error?.message);
  expect(button.error?.reason).to.equal(reason);
  expect(textOf(button, '[role="alert"]')).to.equal(sentence);
  expect(textOf(button, '.button')).to.equal(en.button.retry);
  expectHint(warnings.lines, code, reason);
}

/** What failed is repaired: the very next press works. */
async function expectRecovery(button: CobrowseButtonElement): Promise<void> {
  button.setAttribute('sdk-key', 'healthy');
  button.setAttribute('service-url', '/');
  button.setAttribute('token-url', TOKEN_URL);
  await startSession(button, sdk);
  expect(textOf(button, '[role="alert"]')).to.equal('');
  expect(button.error).to.equal(undefined);
}

describe('the token endpoint', () => {
  const cases: readonly (readonly [path: string, Expected])[] = [
    ['/contract/nowhere', { code: 1016, reason: 'token-not-found', sentence: failures.siteFault(1016) }],
    ['/contract/405', { code: 1016, reason: 'token-not-found', sentence: failures.siteFault(1016) }],
    ['http://localhost:9/', { code: 1016, reason: 'token-unreachable', sentence: failures.unreachable }],
    ['/contract/401', { code: 2001, reason: 'token-refused', sentence: failures.notAllowed }],
    ['/contract/403', { code: 2001, reason: 'token-refused', sentence: failures.notAllowed }],
    ['/contract/429', { code: 1016, reason: 'token-throttled', sentence: failures.throttled(20) }],
    ['/contract/429-without', { code: 1016, reason: 'token-throttled', sentence: failures.throttled(60) }],
    ['/contract/500', { code: 1016, reason: 'token-failed', sentence: failures.serviceTrouble }],
    ['/contract/503', { code: 1016, reason: 'token-failed', sentence: failures.serviceTrouble }],
    ['/contract/malformed', { code: 2001, reason: 'token-malformed', sentence: failures.siteFault(2001) }],
    ['/contract/empty', { code: 2001, reason: 'token-malformed', sentence: failures.siteFault(2001) }],
    ['/contract/strange', { code: 2001, reason: 'token-malformed', sentence: failures.siteFault(2001) }],
  ];
  for (const [path, expected] of cases) {
    it(`at ${path} is told as ${expected.reason}, and can be tried again`, async () => {
      const button = await newButton();
      button.tokenUrl = path;
      await expectFailure(button, expected);
      await expectRecovery(button);
    });
  }

  it('may call its token sdkToken', async () => {
    const button = await newButton();
    button.tokenUrl = '/contract/sdk-token';
    part(button, '.button').click();
    const { argument } = await sdk.session.called('start');
    expect(argument).to.deep.equal({ sdkToken: 'other.payload.signature' });
  });
});

describe('getToken', () => {
  it('is asked at every start', async () => {
    const button = await newButton();
    const asked: unknown[] = [];
    button.getToken = async (request) => {
      asked.push(request);
      return `a.b.${asked.length}`;
    };
    part(button, '.button').click();
    expect((await sdk.session.called('start')).argument).to.deep.equal({ sdkToken: 'a.b.1' });
    await button.end();
    part(button, '.button').click();
    expect((await sdk.session.called('start')).argument).to.deep.equal({ sdkToken: 'a.b.2' });
    expect(asked).to.deep.equal([{ role: 1 }, { role: 1 }]);
  });

  it('may fail without its error getting anywhere', async () => {
    const button = await newButton();
    button.getToken = () => Promise.reject(new Error('header.payload.signature'));
    await expectFailure(button, { code: 1016, reason: 'token-failed', sentence: failures.serviceTrouble });
  });

  it('may answer rubbish', async () => {
    const button = await newButton();
    Reflect.set(button, 'getToken', () => ({ token: 'a.b.c' }));
    await expectFailure(button, { code: 2001, reason: 'token-malformed', sentence: failures.siteFault(2001) });
  });
});

describe('the script', () => {
  it('that is not there is told, taken away, and really loaded again', async () => {
    const button = await newButton();
    button.sdkKey = 'missing';
    await expectFailure(button, { code: 1001, reason: 'script-failed', sentence: failures.blocked });
    expect(document.querySelector('script[data-cobrowse-elements]')).to.equal(null);
    await expectRecovery(button);
    expect(window.contractScripts).to.have.length(1);
  });

  it('whose init is refused is told with the code of the service', async () => {
    const button = await newButton();
    sdk.answer = { success: false, error: { code: 1001, message: 'The SDK key is not known.' } };
    await expectFailure(button, { code: 1001, reason: 'init-refused', sentence: failures.refused(1001) });
    expect(button.error?.message).to.equal('The SDK key is not known.');
    sdk.answer = { success: true, session: sdk.session };
    await expectRecovery(button);
  });

  it('that answers init with something else is told as a refusal', async () => {
    const button = await newButton();
    sdk.answer = { success: true, session: {} };
    await expectFailure(button, { code: 1001, reason: 'init-refused', sentence: failures.refused(1001) });
  });
});

describe('the configuration', () => {
  it('may be missing', async () => {
    const button = await fixture<CobrowseButtonElement>(html`<cobrowse-button></cobrowse-button>`);
    await expectFailure(button, { code: 1001, reason: 'not-configured', sentence: failures.siteFault(1001) });
    await expectRecovery(button);
  });

  it('may be unreachable', async () => {
    const button = await fixture<CobrowseButtonElement>(html`<cobrowse-button service-url="/"></cobrowse-button>`);
    await expectFailure(button, { code: 1016, reason: 'config-unreachable', sentence: failures.unreachable });
    await expectRecovery(button);
  });
});

describe('the page and the browser', () => {
  it('may be too old', async () => {
    const own = Reflect.get(AbortSignal, 'any');
    Reflect.deleteProperty(AbortSignal, 'any');
    try {
      const button = await newButton();
      await expectFailure(button, { code: 1001, reason: 'browser-too-old', sentence: failures.browserTooOld });
    } finally {
      Reflect.set(AbortSignal, 'any', own);
    }
  });

  it('may ask for a mask that the service cannot guarantee: then nothing starts', async () => {
    const button = await newButton();
    button.maskStrict = true;
    Reflect.set(button, 'sdk', sdk);
    await expectFailure(button, {
      code: 1001,
      reason: 'masking-not-guaranteed',
      sentence: failures.maskingNotGuaranteed,
    });
    expect(sdk.settings).to.deep.equal([]);
  });

  it('may bring a PIN that is none', async () => {
    const button = await newButton();
    button.customPin = 'ticket 12';
    await expectFailure(button, { code: 1008, reason: 'pin-invalid', sentence: failures.siteFault(1008) });
  });
});

describe('the service', () => {
  for (const [code, sentence] of [
    [1001, failures.notStarted],
    [1004, failures.alreadySharing],
    [1010, failures.pinTaken],
    [1011, failures.sessionOver],
    [1012, failures.openElsewhere],
    [1016, failures.unreachable],
    [2001, failures.notAllowed],
    [9999, failures.other(9999)],
  ] as const) {
    it(`that says ${code} is understood, once, from event and callback`, async () => {
      const button = await newButton();
      let count = 0;
      button.addEventListener('cobrowse-error', () => count++);
      const failed = oneEvent(button, 'cobrowse-error');
      part(button, '.button').click();
      const start = await sdk.session.called('start');
      sdk.session.emit('session_error', { code, errorMsg: 'It said so.' });
      start.callback?.({ success: false, error: { code, errorMsg: 'It said so.' } });
      expect((await failed).detail).to.deep.equal({
        code,
        errorMsg: 'It said so.',
        // Nothing that a person does helps with a token that is refused.
        retryable: code !== 2001,
        message: sentence,
      });
      await untilState(button, 'error');
      expect(textOf(button, '[role="alert"]')).to.equal(sentence);
      expect(count).to.equal(1);
      expectHint(warnings.lines, code, 'service');
    });
  }

  it('may report an error in a session that goes on', async () => {
    const button = await newButton();
    await startSession(button, sdk);
    const failed = oneEvent(button, 'cobrowse-error');
    sdk.session.emit('session_error', { code: 9999, message: 'One picture is missing.' });
    expect((await failed).detail.errorMsg).to.equal('One picture is missing.');
    expect(button.state).to.equal('waiting');
  });
});
