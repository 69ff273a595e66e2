/** The script of the CDN: takes the one-slot stub over and runs the call that it saved (contract, section 1). */
import { createCustomerSdk } from './customer-sdk.ts';

const script = document.currentScript;
const { origin, pathname } = new URL(script instanceof HTMLScriptElement ? script.src : location.href);
const sdk = createCustomerSdk({ origin, key: decodeURIComponent(pathname.split('/')[4] ?? '') });
const saved: unknown = Reflect.get(window, 'ZoomCobrowseSDKInitArgs');
Reflect.set(window, 'ZoomCobrowseSDK', sdk);
const init: unknown = Reflect.get(sdk, 'init');
// An `arguments` object, and the last call's: there is one slot.
if (typeof init === 'function' && typeof saved === 'object' && saved !== null) {
  init(Reflect.get(saved, 0), Reflect.get(saved, 1));
}
