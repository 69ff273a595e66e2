/**
 * The one script element through which a document gets its SDK: there is one global, so there can be one. Kept on the document,
 * for copies of this module. Knows the element's life, not who waits for it.
 */
import type { ServiceConfig } from './config.js';
import { pageScriptUrl, removePageSdk } from './sdk-global.js';
import { setScriptUrl } from './trusted-script-url.js';

const SCRIPT_KEY = Symbol.for('cobrowse-elements.script');

interface SdkScript {
  readonly serviceUrl: string;
  /** While it loads; afterwards the document needs no element any more. */
  readonly element: HTMLScriptElement | undefined;
}

declare global {
  interface Document {
    [SCRIPT_KEY]?: SdkScript | undefined;
  }
}

/** `{service}/static/resource/sdk/{key}/js[/{version}]` (contract, section 1). */
export function scriptUrl({ serviceUrl, sdkKey, sdkVersion }: ServiceConfig): string {
  const version = sdkVersion ? `/${encodeURIComponent(sdkVersion)}` : '';
  return `${serviceUrl}/static/resource/sdk/${encodeURIComponent(sdkKey)}/js${version}`;
}

/** The service whose script was loaded, or is on its way. */
export function scriptService(): string | undefined {
  return document[SCRIPT_KEY]?.serviceUrl;
}

/**
 * The element that loads the script: the one that is at it, or a new one.
 * @throws CobrowseError `trusted-types-refused`.
 */
export function requestScript(config: ServiceConfig): HTMLScriptElement {
  const loading = document[SCRIPT_KEY]?.element;
  if (loading) return loading;
  const { serviceUrl } = config;
  // Left `async`, as created scripts are: one that never arrives would else hold up the next attempt, and the page's own
  // scripts that are to run in order. The stub makes the order unimportant.
  const element = document.createElement('script');
  element.dataset.cobrowseElements = '';
  // Whatever the page's policy, its query is none of the service's business.
  element.referrerPolicy = 'strict-origin';
  setScriptUrl(element, scriptUrl(config));
  document[SCRIPT_KEY] = { serviceUrl, element };
  // Here, and not with those who wait: they may have given up by then.
  element.addEventListener('load', () => {
    element.remove();
    if (document[SCRIPT_KEY]?.element === element) document[SCRIPT_KEY] = { serviceUrl, element: undefined };
  });
  element.addEventListener('error', forgetScript);
  document.head.append(element);
  return element;
}

/**
 * As `forgetScript`, with the SDK that the script brought, which refused: it may be one that only says why. An SDK of the page's
 * own stays.
 */
export function forgetSdk(): void {
  if (!document[SCRIPT_KEY] || pageScriptUrl() !== undefined) return;
  forgetScript();
  removePageSdk();
}

/** As if no script had ever been asked for: the next request loads it again. */
export function forgetScript(): void {
  document[SCRIPT_KEY]?.element?.remove();
  document[SCRIPT_KEY] = undefined;
}
