/** The address of a script in the form that a page with Trusted Types takes, by a policy that names who is asking. */
import { serviceKind } from './capabilities.js';
import { defaultOrigin } from './default-origin.js';
import { failure } from './failures.js';

const POLICY_NAME = 'cobrowse-elements';

/** On the document: a policy can be made once, and there may be two copies of this module. */
const POLICY_KEY = Symbol.for('cobrowse-elements.policy');

interface UrlPolicy {
  createScriptURL(url: string): unknown;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): UrlPolicy;
}

declare global {
  interface Document {
    [POLICY_KEY]?: UrlPolicy;
  }
}

/** The policy lets no other script through than an SDK's, … */
const SCRIPT_PATH = /^https?:\/\/[^/?#]+\/static\/resource\/sdk\/[^/?#]+\/js(?:\/[^/?#]+)?$/;

/**
 * Gives a script element its address.
 * @throws CobrowseError `trusted-types-refused` if the page demands Trusted Types and does not list our policy.
 */
export function setScriptUrl(script: HTMLScriptElement, url: string): void {
  const policy = policyOf();
  try {
    Reflect.set(script, 'src', policy ? policy.createScriptURL(url) : url);
  } catch (cause) {
    throw failure('trusted-types-refused', { cause });
  }
}

function policyOf(): UrlPolicy | undefined {
  if (document[POLICY_KEY]) return document[POLICY_KEY];
  const factory: unknown = Reflect.get(globalThis, 'trustedTypes');
  if (!isFactory(factory)) return undefined;
  try {
    document[POLICY_KEY] = factory.createPolicy(POLICY_NAME, { createScriptURL: newCheck() });
  } catch {
    // The page does not list our policy. That is only an error if it also demands one.
  }
  return document[POLICY_KEY];
}

/**
 * … and of no other host than the Worker that our script tag came from, Zoom's cloud, and the first service that the page used: the
 * policy hangs on the document, where any code could ask it for a script from elsewhere.
 */
function newCheck(): (url: string) => string {
  let first: string | undefined;
  return (url) => {
    if (!SCRIPT_PATH.test(url)) throw new TypeError('not the address of an SDK');
    const { origin } = new URL(url);
    first ??= origin;
    if (origin !== first && origin !== defaultOrigin() && serviceKind(origin) !== 'zoom') {
      throw new TypeError('not the service of this page');
    }
    return url;
  };
}

function isFactory(value: unknown): value is PolicyFactory {
  return typeof value === 'object' && value !== null && 'createPolicy' in value;
}
