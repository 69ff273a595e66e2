/**
 * The script behind `/static/resource/sdk/{key}/js`: small, classic, and all that a page loads before a session. It offers
 * `ZoomCobrowseSDK.init` and patches nothing.
 */
import { createSdk } from './create-sdk.js';
import type { EngineModule } from './engine-api.js';
import { takeOver } from './take-over.js';

/** File name of the engine chunk; the build puts it in. */
declare const __CUSTOMER_CHUNK__: string;

// Only now, while the script runs, does the browser know which one it is.
const script = document.currentScript;
const origin = script instanceof HTMLScriptElement && script.src ? new URL(script.src).origin : undefined;

/** Absolute, as a relative address would resolve differently under `…/js` and `…/js/{version}`. */
function load(service: string): Promise<EngineModule> {
  const chunk = new URL(`/engine/${__CUSTOMER_CHUNK__}`, service).href;
  return import(/* @vite-ignore */ chunk);
}

takeOver(window, () =>
  createSdk({
    serviceOf: () => origin,
    withoutService: 'The script must be loaded by a classic script tag with its own address.',
    load,
  }),
);
