/**
 * A service for browser tests over real HTTP: scripts and token endpoints of every kind of health, at addresses that name it. What
 * its SDK does, the test says in the page (contract-service.ts).
 */
import type { TestRunnerConfig } from '@web/test-runner';

type Middleware = NonNullable<TestRunnerConfig['middleware']>[number];

/** The SDK key says how the script behaves. */
const SCRIPTS: Readonly<Record<string, string>> = {
  // Takes the global over and runs the saved call, as contract section 1 has it.
  healthy: `{
    const sdk = window.contractSdk;
    const saved = window.ZoomCobrowseSDKInitArgs;
    window.contractScripts = (window.contractScripts ?? []).concat(document.currentScript.src);
    window.ZoomCobrowseSDK = sdk;
    if (saved) sdk.init(saved[0], saved[1]);
  }`,
  // As a service answers a key that it does not know: an SDK that refuses every `init`, and runs the saved call.
  refusing: `{
    const saved = window.ZoomCobrowseSDKInitArgs;
    const answer = { success: false, error: { code: 1001, errorMsg: 'The SDK key is not known.' } };
    const init = (settings, callback) => void Promise.resolve().then(() => callback?.(answer));
    window.contractScripts = (window.contractScripts ?? []).concat(document.currentScript.src);
    window.ZoomCobrowseSDK = { init };
    if (saved) init(saved[0], saved[1]);
  }`,
  // Something else than an SDK.
  other: 'window.contractScripts = (window.contractScripts ?? []).concat(document.currentScript.src);',
};

const SCRIPT_PATH = /^\/static\/resource\/sdk\/([^/]+)\/js(?:\/[^/]+)?$/;

/** The path says how the endpoint answers. */
const ANSWERS: Readonly<Record<string, readonly [status: number, body: string, retryAfter?: string]>> = {
  '/contract/token': [200, '{"token":"header.payload.signature"}'],
  '/contract/sdk-token': [200, '{"sdkToken":"other.payload.signature"}'],
  '/contract/malformed': [200, '<!doctype html><title>Welcome</title>'],
  '/contract/empty': [200, '{"token":""}'],
  '/contract/strange': [200, '{"token":"a\\nb"}'],
  '/contract/401': [401, '{"errorMsg":"header.payload.signature"}'],
  '/contract/403': [403, '{}'],
  '/contract/404': [404, 'Not found'],
  '/contract/405': [405, ''],
  '/contract/429': [429, '{}', '20'],
  '/contract/429-without': [429, '{}'],
  '/contract/500': [500, '{}'],
  '/contract/503': [503, ''],
};

/** A Koa middleware of Web Test Runner: a plugin could not choose the status. */
export const contractMiddleware: Middleware = async (context, next) => {
  const key = SCRIPT_PATH.exec(context.path)?.[1];
  // `hanging` never answers: its request is the browser's to give up.
  if (key === 'hanging') return new Promise(() => undefined);
  const script = key === undefined ? undefined : SCRIPTS[key];
  const answer = script === undefined ? ANSWERS[context.path] : ([200, script] as const);
  if (!answer) return next();
  const [status, body, retryAfter] = answer;
  context.status = status;
  context.type = script !== undefined ? 'js' : body.startsWith('{') ? 'json' : 'html';
  context.body = body;
  context.set('cache-control', 'no-store');
  if (retryAfter !== undefined) context.set('retry-after', retryAfter);
};
