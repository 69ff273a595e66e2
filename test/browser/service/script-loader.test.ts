/** How long a script may take, and that nothing of an attempt stays behind. Limits are short here; the ways to fail are real. */
import { expect } from '@open-wc/testing';
import type { ServiceConfig } from '../../../widget/service/config.js';
import { CobrowseError } from '../../../widget/service/contract.js';
import { initFromPage, initSdk, type LoadLimits } from '../../../widget/service/script-loader.js';
import { scriptUrl } from '../../../widget/service/script-tag.js';
import { freshService, type ContractSdk } from '../../support/contract-service.js';

const LIMITS: LoadLimits = { arrivalMs: 200, answerMs: 50, violationMs: 20 };
const PATIENT: LoadLimits = { ...LIMITS, arrivalMs: 10_000, answerMs: 10_000 };
const config = (sdkKey: string): ServiceConfig => ({ serviceUrl: location.origin, sdkKey, kind: 'engine' });

let sdk: ContractSdk;
beforeEach(() => {
  sdk = freshService();
});

const load = (key: string, limits = LIMITS, signal = new AbortController().signal) =>
  initFromPage({ settings: {}, signal, config: config(key), limits });

async function reasonOf(attempt: Promise<unknown>): Promise<string | undefined> {
  const error: unknown = await attempt.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(error instanceof CobrowseError)) throw new Error('not a CobrowseError');
  return error.reason;
}

describe('the script', () => {
  it('has the address of the contract, escaped', () => {
    expect(scriptUrl({ ...config('a/b'), sdkVersion: '2.13.x' })).to.equal(
      `${location.origin}/static/resource/sdk/a%2Fb/js/2.13.x`,
    );
  });

  it('that never arrives is given up, and the next attempt loads it', async () => {
    expect(await reasonOf(load('hanging'))).to.equal('script-timeout');
    expect(document.querySelector('script[data-cobrowse-elements]')).to.equal(null);
    expect(await load('healthy', PATIENT)).to.equal(sdk.session);
  });

  it('that is no SDK is given up', async () => {
    expect(await reasonOf(load('other'))).to.equal('script-timeout');
    expect(await load('healthy', PATIENT)).to.equal(sdk.session);
  });

  it('that refuses init is forgotten with all that it set, so that a corrected key is really tried', async () => {
    expect(await reasonOf(load('refusing', PATIENT))).to.equal('init-refused');
    expect(document.querySelector('script[data-cobrowse-elements]')).to.equal(null);
    expect(['ZoomCobrowseSDK', 'ZoomCobrowseSDKInitArgs'].filter((name) => name in window)).to.deep.equal([]);
    expect(await load('healthy', PATIENT)).to.equal(sdk.session);
    expect(window.contractScripts).to.have.length(2);
  });

  it('of our engine that refuses init does not live on in the slot that its next copy would take it from', async () => {
    const slot = Symbol.for('cobrowse-elements.sdk');
    Reflect.set(window, slot, sdk);
    sdk.answer = { success: false };
    expect(await reasonOf(load('healthy', PATIENT))).to.equal('init-refused');
    expect(Reflect.has(window, slot)).to.equal(false);
  });

  it('that two wait for may refuse both, and is forgotten once', async () => {
    const reasons = await Promise.all([reasonOf(load('refusing', PATIENT)), reasonOf(load('refusing', PATIENT))]);
    expect(reasons).to.deep.equal(['init-refused', 'init-refused']);
    expect(await load('healthy', PATIENT)).to.equal(sdk.session);
  });

  it('that the page loads itself stays, even if its SDK refuses', async () => {
    const own = { init: (_: unknown, callback?: (result: unknown) => void) => callback?.({ success: false }) };
    Reflect.set(window, 'ZoomCobrowseSDK', own);
    expect(await reasonOf(load('healthy', PATIENT))).to.equal('init-refused');
    expect(window.ZoomCobrowseSDK).to.equal(own);
    expect(window.contractScripts).to.deep.equal([]);
  });

  it('that never answers init is given up as such', async () => {
    sdk.answer = undefined;
    expect(await reasonOf(load('healthy', { ...PATIENT, answerMs: 50 }))).to.equal('init-timeout');
  });

  it('is loaded once for two who wait at the same time, and both are answered', async () => {
    const sessions = await Promise.all([load('healthy', PATIENT), load('healthy', PATIENT)]);
    expect(sessions).to.deep.equal([sdk.session, sdk.session]);
    expect(window.contractScripts).to.have.length(1);
  });

  it('of another service is refused, as the page has one global', async () => {
    await load('healthy', PATIENT);
    const other = { ...config('healthy'), serviceUrl: 'https://other.example' };
    const attempt = initFromPage({ settings: {}, signal: new AbortController().signal, config: other, limits: LIMITS });
    expect(await reasonOf(attempt)).to.equal('other-service');
  });

  it('may be cancelled, and a later attempt goes on with it', async () => {
    const cancel = new AbortController();
    const attempt = load('healthy', PATIENT, cancel.signal);
    cancel.abort();
    expect(await attempt.catch((error: unknown) => error)).to.equal(cancel.signal.reason);
    expect(await load('healthy', PATIENT)).to.equal(sdk.session);
  });
});

describe('an SDK that the page hands in', () => {
  const signal = new AbortController().signal;

  it('may throw out of init, or never answer', async () => {
    const broken = {
      init: () => {
        throw new Error('header.payload.signature');
      },
    };
    expect(await reasonOf(initSdk(broken, { settings: {}, signal, limits: LIMITS }))).to.equal('init-refused');
    const silent = { init: () => undefined };
    expect(await reasonOf(initSdk(silent, { settings: {}, signal, limits: LIMITS }))).to.equal('init-timeout');
  });
});
