/**
 * The global `ZoomCobrowseSDK` (contract, section 1): the page's own, or our one-slot stub in front of the script that we load.
 * The slot holds one call, so every call to our stub goes into it together, and no callback is lost.
 */
import type { CobrowseSettings, MaskSettings } from './contract.js';
import { fieldOf, isSdk, type ServiceSdk } from './sdk-shape.js';

interface SavedCall {
  readonly settings: CobrowseSettings;
  readonly callback: (result: unknown) => void;
}

/** Where our engine keeps its SDK as well, so that a second script of its takes the same one. */
const ENGINE_SDK_KEY = Symbol.for('cobrowse-elements.sdk');

/** On our stub, so that another copy of this module knows it. */
const CALLS_KEY = Symbol.for('cobrowse-elements.stub-calls');

interface SdkStub extends ServiceSdk {
  readonly [CALLS_KEY]: Set<SavedCall>;
}

/** What may hold anything, as pages write it. */
interface SdkGlobals {
  ZoomCobrowseSDK?: unknown;
  ZoomCobrowseSDKInitArgs?: unknown;
  /** Every window has it. TypeScript takes an object without any of these for a mistake. */
  readonly window?: unknown;
}

/** The SDK that is there, or the stub of the page's own snippet. */
export function pageSdk(globals: SdkGlobals = window): ServiceSdk | undefined {
  const { ZoomCobrowseSDK: found } = globals;
  return isSdk(found) && !isOurStub(found) ? found : undefined;
}

/** Takes the SDK off the page, so that the next script brings another. */
export function removePageSdk(globals: SdkGlobals = window): void {
  if (Reflect.get(globals, ENGINE_SDK_KEY) === globals.ZoomCobrowseSDK) Reflect.deleteProperty(globals, ENGINE_SDK_KEY);
  delete globals.ZoomCobrowseSDK;
  delete globals.ZoomCobrowseSDKInitArgs;
}

/** The address of the script that the page loads itself, if it does. */
export function pageScriptUrl(): string | undefined {
  const selector = 'script[src*="/static/resource/sdk/"]:not([data-cobrowse-elements])';
  return document.querySelector<HTMLScriptElement>(selector)?.src;
}

/**
 * Calls `init` of the page's SDK. If that is the stub of the page's snippet, an earlier call of the page's stays in the slot
 * as well.
 * @returns whether it was a stub, so that the call waits for a script.
 */
export function callPageSdk(sdk: ServiceSdk, call: SavedCall, globals: SdkGlobals = window): boolean {
  const before = readSlot(globals);
  const raw = globals.ZoomCobrowseSDKInitArgs;
  sdk.init(call.settings, call.callback);
  const isStub = globals.ZoomCobrowseSDKInitArgs !== undefined && globals.ZoomCobrowseSDKInitArgs !== raw;
  if (isStub && before) fillSlot([before, call], globals);
  return isStub;
}

/**
 * Leaves a call for the script that is on its way.
 * @returns takes the call back, for when nobody waits for its answer any more.
 */
export function saveCall(call: SavedCall, globals: SdkGlobals = window): () => void {
  const found = globals.ZoomCobrowseSDK;
  const stub = isOurStub(found) ? found : createStub(globals);
  globals.ZoomCobrowseSDK = stub;
  const calls = stub[CALLS_KEY];
  calls.add(call);
  fillSlot([...calls], globals);
  return () => {
    calls.delete(call);
    if (globals.ZoomCobrowseSDK === stub) fillSlot([...calls], globals);
  };
}

function createStub(globals: SdkGlobals): SdkStub {
  const calls = new Set<SavedCall>();
  return {
    [CALLS_KEY]: calls,
    init(settings, callback) {
      calls.add({ settings, callback });
      fillSlot([...calls], globals);
    },
  };
}

function isOurStub(value: unknown): value is SdkStub {
  return typeof value === 'object' && value !== null && CALLS_KEY in value;
}

/** All calls as one. A mask that any of them asks for holds. */
function fillSlot(calls: readonly SavedCall[], globals: SdkGlobals): void {
  if (calls.length === 0) {
    delete globals.ZoomCobrowseSDKInitArgs;
    return;
  }
  const settings = calls.reduce<CobrowseSettings>(
    (all, { settings: { piiMask, caller, ...own } }) => ({
      ...all,
      ...own,
      // Of several callers' settings none may take the place later.
      ...(caller && calls.length === 1 && { caller }),
      ...mergeMasks(all.piiMask, piiMask),
    }),
    {},
  );
  const callback = (result: unknown): void => {
    for (const each of calls) if (typeof each.callback === 'function') each.callback(result);
  };
  globals.ZoomCobrowseSDKInitArgs = [settings, callback];
}

function mergeMasks(one: MaskSettings | undefined, other: MaskSettings | undefined): CobrowseSettings {
  if (!one || !other) return one || other ? { piiMask: { ...one, ...other } } : {};
  const list = (name: 'maskCssSelectors' | 'maskHTMLAttributes' | 'blockCssSelectors'): string =>
    [one[name], other[name]].filter(Boolean).join(',');
  const types = [one.maskType, other.maskType];
  const blockCssSelectors = list('blockCssSelectors');
  // What one opens may be what the other masks.
  const agreed = (name: 'unmaskCssSelectors' | 'unmaskQueryParameters'): MaskSettings =>
    one[name] && one[name] === other[name] ? { [name]: one[name] } : {};
  return {
    piiMask: {
      maskType: types.includes('all') ? 'all' : types.includes('all_input') ? 'all_input' : 'custom_input',
      maskCssSelectors: list('maskCssSelectors'),
      maskHTMLAttributes: list('maskHTMLAttributes'),
      ...(blockCssSelectors && { blockCssSelectors }),
      ...agreed('unmaskCssSelectors'),
      ...agreed('unmaskQueryParameters'),
    },
  };
}

function readSlot(globals: SdkGlobals): SavedCall | undefined {
  const saved = globals.ZoomCobrowseSDKInitArgs;
  const settings = fieldOf(saved, 0);
  const callback = fieldOf(saved, 1);
  if (typeof settings !== 'object' && typeof callback !== 'function') return undefined;
  return {
    settings: { ...(typeof settings === 'object' ? settings : undefined) },
    callback: (result) => {
      if (typeof callback === 'function') callback(result);
    },
  };
}
