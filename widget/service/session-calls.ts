/** Calls of a service's session, whose answers come by callback, by promise, or as an event, as the service likes. */
import type { ErrorInfo } from './contract.js';
import { failureOf, isResult, readError } from './sdk-shape.js';

/** What a call came to; `undefined` is success. */
export type CallOutcome = ErrorInfo | undefined;

/** A call that waits for its answer; an event may be one, too. */
export type PendingCall = PromiseWithResolvers<CallOutcome>;

/** Makes a call whose callback or promise settles it, whichever comes first. */
export function makeCall(call: (callback: (result: unknown) => void) => unknown): PendingCall {
  const pending = Promise.withResolvers<CallOutcome>();
  const settle = (result: unknown): void => {
    if (isResult(result)) pending.resolve(failureOf(result));
  };
  const fail = (error: unknown): void => pending.resolve(readError(error));
  try {
    Promise.resolve(call(settle)).then(settle, fail);
  } catch (error) {
    fail(error);
  }
  return pending;
}

/** Gives a call up after some time. */
export function limit({ promise, resolve }: PendingCall, ms: number, late: ErrorInfo): Promise<CallOutcome> {
  const timer = setTimeout(() => resolve(late), ms);
  return promise.finally(() => clearTimeout(timer));
}
