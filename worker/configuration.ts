/**
 * Reads the Worker's variables, once a request and before anything else, so that a missing secret is named at once
 * instead of failing halfway. Knows no route.
 */
import { parseOriginRules, type OriginRules } from './auth/origins.js';
import type { Env } from './env.js';
import { failures, type Failure } from './problem.js';

export interface Configuration {
  readonly sdkKey: string;
  readonly sdkSecret: Uint8Array;
  /** `npm start` set COBROWSE_DEV. Grants nothing by itself: the request must be to a loopback host as well. */
  readonly development: boolean;
  readonly allowedOrigins: OriginRules;
}

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
  if (wrong.length > 0 || !allowedOrigins) throw failures(503, wrong);
  return { sdkKey, sdkSecret, development: env.COBROWSE_DEV === '1', allowedOrigins };
}
