/**
 * Reads what a service's script hands over (contract, sections 2–4): somebody else's objects, so nothing of them is taken for
 * granted. Knows neither how the script came here nor what a session is used for.
 */
import { ErrorCode } from '../engine/protocol/error-codes.js';
import type { AgentDetail, CobrowseSettings, ErrorInfo } from './contract.js';
import type { ServiceSession } from './session-board.js';

/** The one thing that an SDK must have. */
export interface ServiceSdk {
  init(settings: CobrowseSettings, callback: (result: unknown) => void): unknown;
}

const SESSION_METHODS = ['start', 'join', 'end', 'on', 'getSessionInfo'];

export function isSdk(value: unknown): value is ServiceSdk {
  return typeof fieldOf(value, 'init') === 'function';
}

export function isSession(value: unknown): value is ServiceSession {
  return SESSION_METHODS.every((name) => typeof fieldOf(value, name) === 'function');
}

/** The error of a result of `init`, `start`, `join` or `end`; `undefined` for a success. */
export function failureOf(result: unknown): ErrorInfo | undefined {
  return fieldOf(result, 'success') === true ? undefined : readError(fieldOf(result, 'error'));
}

/** Whether this is a result at all: a service may answer by callback alone, and its promise then says nothing. */
export function isResult(value: unknown): boolean {
  return typeof fieldOf(value, 'success') === 'boolean' || fieldOf(value, 'error') !== undefined;
}

/** Exactly the two properties of the contract; `message` is what some versions say instead of `errorMsg`. */
export function readError(value: unknown): ErrorInfo {
  const code = fieldOf(value, 'code');
  const text = fieldOf(value, 'errorMsg') ?? fieldOf(value, 'message');
  return {
    code: typeof code === 'number' ? code : ErrorCode.UNDEFINED,
    errorMsg: typeof text === 'string' ? text : 'The service reported an error.',
  };
}

/** The PIN under either of the names that are in use. */
export function readPin(value: unknown): string | undefined {
  const pin = fieldOf(value, 'pinCode') ?? fieldOf(value, 'pincode');
  if (typeof pin === 'number') return String(pin);
  return typeof pin === 'string' && pin !== '' ? pin : undefined;
}

/** An agent; with empty names where the service tells none. */
export function readAgent(value: unknown): AgentDetail {
  const text = (name: string): string => {
    const field = fieldOf(value, name);
    return typeof field === 'string' ? field : '';
  };
  return { userId: text('userId'), userName: text('userName') };
}

/** `getSessionInfo()` of a service that may not be ready for it. */
export function isRecoverable(session: ServiceSession): boolean {
  return fieldOf(session.getSessionInfo(), 'sessionStatus') === 'session_recoverable';
}

/** A property of anything, functions included. */
export function fieldOf(value: unknown, name: string | number): unknown {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
  return isObject ? Reflect.get(value, name) : undefined;
}
