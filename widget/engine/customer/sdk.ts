/**
 * The script behind `/static/resource/sdk/{key}/js`: small, classic, and all that a page loads before a session. It offers
 * `ZoomCobrowseSDK.init` and patches nothing.
 */
import { createSdk } from './create-sdk.js';
import type { EngineModule, TabsModule } from './engine-api.js';
import { takeOver } from './take-over.js';

/** File name of the engine chunk; the build puts it in. */
declare const __CUSTOMER_CHUNK__: string;

/** That of the part for several tabs. */
declare const __TABS_CHUNK__: string;

// Only now, while the script runs, does the browser know which one it is.
const script = document.currentScript;
const origin = script instanceof HTMLScriptElement && script.src ? new URL(script.src).origin : undefined;

/** Absolute, as a relative address would resolve differently under `…/js` and `…/js/{version}`. */
function addressOf(service: string, chunk: string): string {
  return new URL(`/engine/${chunk}`, service).href;
}

const load = (service: string): Promise<EngineModule> =>
  import(/* @vite-ignore */ addressOf(service, __CUSTOMER_CHUNK__));
const loadTabs = (service: string): Promise<TabsModule> =>
  import(/* @vite-ignore */ addressOf(service, __TABS_CHUNK__));

takeOver(window, () =>
  createSdk({
    serviceOf: () => origin,
    withoutService: 'The script must be loaded by a classic script tag with its own address.',
    load,
    loadTabs,
  }),
);
