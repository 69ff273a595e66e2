/**
 * The script behind `/static/resource/sdk/{key}/js`: small, classic, and all that a page loads before a session. It offers
 * `ZoomCobrowseSDK.init` and patches nothing.
 */
import type { CobrowseSettings, CustomerSdk, CustomerSession, InitResult } from '../../service/contract.js';
import { ErrorCode } from '../protocol/error-codes.js';
import { callPage } from './emitter.js';
import type { EngineModule } from './engine-api.js';
import { dropCopiedMarker } from './resume-marker.js';
import { createSession } from './session-facade.js';
import { takeOver } from './take-over.js';

/** File name of the engine chunk; the build puts it in. */
declare const __CUSTOMER_CHUNK__: string;

// Only now, while the script runs, does the browser know which one it is.
const script = document.currentScript;
const origin = script instanceof HTMLScriptElement && script.src ? new URL(script.src).origin : undefined;

// Plain closures, and nothing newer than the checks below: an older browser must get this far to be told.
function createSdk(): CustomerSdk {
  // All that the page ever gave: a button, a snippet and a second button each call `init`, and none may undo another's masks.
  const settings: CobrowseSettings[] = [];
  let session: CustomerSession | undefined;

  function connectTo(service: string): CustomerSession {
    // Absolute, as a relative address would resolve differently under `…/js` and `…/js/{version}`.
    const chunk = new URL(`/engine/${__CUSTOMER_CHUNK__}`, service).href;
    return createSession({
      origin: service,
      settings: () => settings,
      load: (): Promise<EngineModule> => import(/* @vite-ignore */ chunk),
    });
  }

  function initialise(): InitResult {
    if (origin === undefined) return failure('The script must be loaded by a classic script tag with its own address.');
    if (!isSupported()) return failure('This browser is too old for co-browsing.');
    // One session a document, whoever calls `init`: two buttons on a page share it.
    session ??= connectTo(origin);
    return { success: true, session };
  }

  /** Until then nobody knows whether a session can be resumed. */
  function settled(): Promise<void> {
    return origin === undefined ? Promise.resolve() : dropCopiedMarker(origin);
  }

  return {
    init(given, callback) {
      if (typeof given === 'object' && given !== null) settings.push(given);
      const result = initialise();
      if (typeof callback === 'function') void settled().then(() => callPage(() => callback(result)));
    },
  };
}

function failure(errorMsg: string): InitResult {
  return { success: false, error: { code: ErrorCode.SESSION_START_FAILED, errorMsg } };
}

/** The newest things that the engine cannot do without. */
function isSupported(): boolean {
  return typeof CompressionStream === 'function' && 'any' in AbortSignal && 'adoptedStyleSheets' in document;
}

takeOver(window, createSdk);
