/**
 * Takes `window.ZoomCobrowseSDK` over from the one-slot stub of Zoom's snippet (contract, section 1) and runs the `init` call
 * that it saved. Being loaded twice changes nothing: one document has one SDK.
 */
import type { CustomerSdk } from '../../service/contract.js';
import { callPage } from './emitter.js';

/** Where the document's SDK is kept, since a second snippet may put a stub over the global. */
const SDK_KEY = Symbol.for('cobrowse-elements.sdk');

/** The parts of `window` that the snippet uses. */
export interface SnippetGlobals {
  ZoomCobrowseSDK?: unknown;
  /** The stub's saved `arguments`: settings, and the callback or nothing. */
  ZoomCobrowseSDKInitArgs?: unknown;
  [SDK_KEY]?: CustomerSdk;
}

declare global {
  interface Window extends SnippetGlobals {}
}

/** @param create makes the SDK, unless this document has one already. */
export function takeOver(globals: SnippetGlobals, create: () => CustomerSdk): void {
  const sdk = (globals[SDK_KEY] ??= create());
  const stub = globals.ZoomCobrowseSDK;
  // A page may have kept the stub itself; calls to it would be saved for nobody.
  if (typeof stub === 'object' && stub !== null && stub !== sdk) Reflect.set(stub, 'init', sdk.init);
  globals.ZoomCobrowseSDK = sdk;

  const saved = globals.ZoomCobrowseSDKInitArgs;
  if (typeof saved !== 'object' || saved === null) return;
  // Taken out, so that a second script does not run it again.
  delete globals.ZoomCobrowseSDKInitArgs;
  callPage(() => Reflect.apply(sdk.init, undefined, [Reflect.get(saved, 0), Reflect.get(saved, 1)]));
}
