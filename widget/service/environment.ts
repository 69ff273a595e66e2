/** Whether a session is possible in this browser and on this page at all. Asked at each start, before anything is loaded. */
import { failure } from './failures.js';

/** What is looked at; `window`, but for tests. */
export interface Environment {
  readonly isSecureContext: boolean;
  readonly location: { readonly hostname: string };
  readonly AbortSignal: object;
  readonly Promise: object;
  readonly CompressionStream?: unknown;
  readonly document: object;
}

/** Host names that can only be this machine. */
export const LOOPBACK = /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/;

/** @throws CobrowseError `insecure-context` or `browser-too-old`. */
export function checkEnvironment(environment: Environment): void {
  const { isSecureContext, location, document } = environment;
  if (!isSecureContext && !LOOPBACK.test(location.hostname)) throw failure('insecure-context');
  // The newest things that the engine cannot do without, and all that this module needs beyond its syntax.
  const isSupported =
    'any' in environment.AbortSignal &&
    'withResolvers' in environment.Promise &&
    typeof environment.CompressionStream === 'function' &&
    'adoptedStyleSheets' in document;
  if (!isSupported) throw failure('browser-too-old');
}
