/**
 * Reads the Worker's variables, once a request and before anything else, so that a missing secret is named at once
 * instead of failing halfway. Knows no route.
 */
import { isLoopbackHost, parseOriginRules, type OriginRules } from './auth/origins.js';
import type { Env } from './env.js';
import { failures, type Failure } from './problem.js';

export interface Configuration {
  readonly sdkKey: string;
  readonly sdkSecret: Uint8Array;
  /** `npm start` set COBROWSE_DEV. Grants nothing by itself: the request must be to a loopback host as well. */
  readonly development: boolean;
  readonly allowedOrigins: OriginRules;
  /** Origin of the service that pages use; absent, it is this Worker. */
  readonly serviceUrl: string | undefined;
  /** Version of the service's script; absent, the service chooses. */
  readonly sdkVersion: string | undefined;
}

/** The contract's versions (section 1): exact, or the newest patch. */
export const SDK_VERSION_PATTERN = /^\d+\.\d+\.(?:\d+|x)$/;

/** Reads and checks the variables. Throws a 503 problem that names each one that is missing or wrong. */
export function readConfiguration(env: Env): Configuration {
  const wrong: Failure[] = [];
  const required = (property: 'ZOOM_SDK_KEY' | 'ZOOM_SDK_SECRET'): string => {
    const value = env[property];
    if (!value) wrong.push({ property, reason: 'This variable of the Worker is not set' });
    return value ?? '';
  };
  const sdkKey = required('ZOOM_SDK_KEY');
  const sdkSecret = new TextEncoder().encode(required('ZOOM_SDK_SECRET'));
  const allowedOrigins = parseOriginRules(env.ALLOWED_ORIGINS ?? '');
  if (!allowedOrigins) {
    wrong.push({
      property: 'ALLOWED_ORIGINS',
      reason:
        'This variable must list origins such as https://shop.example or https://*.example.com, with commas between',
    });
  }
  const serviceUrl = env.SERVICE_URL ? serviceOrigin(env.SERVICE_URL) : undefined;
  if (env.SERVICE_URL && serviceUrl === undefined) {
    wrong.push({
      property: 'SERVICE_URL',
      reason: 'This variable must be an https origin without a path, such as https://us01-zcb.zoom.us',
    });
  }
  const sdkVersion = env.SDK_VERSION || undefined;
  if (sdkVersion !== undefined && !SDK_VERSION_PATTERN.test(sdkVersion)) {
    wrong.push({ property: 'SDK_VERSION', reason: 'This variable must be a version such as 2.13.2 or 2.13.x' });
  }
  if (wrong.length > 0 || !allowedOrigins) throw failures(503, wrong);
  return { sdkKey, sdkSecret, development: env.COBROWSE_DEV === '1', allowedOrigins, serviceUrl, sdkVersion };
}

/** The characters are checked first: what `URL` makes of others must not get into a policy. */
function serviceOrigin(text: string): string | undefined {
  if (!/^https?:\/\/[a-z0-9.:[\]-]+\/?$/i.test(text) || !URL.canParse(text)) return undefined;
  const { origin, protocol, hostname } = new URL(text);
  return protocol === 'https:' || isLoopbackHost(hostname) ? origin : undefined;
}
