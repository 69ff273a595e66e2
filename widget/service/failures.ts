/**
 * Everything that can go wrong between an element and its service, each with its code of the contract. Sentences for people
 * are the locales' affair, hints for developers the elements'.
 */
import { ErrorCode } from '../engine/protocol/error-codes.js';
import { CobrowseError } from './contract.js';

interface Failure {
  readonly code: number;
  /** Whether the same attempt may succeed later without a change to the page or the browser. */
  readonly retryable: boolean;
  /** For developers; `errorMsg` of the error. */
  readonly message: string;
}

const START = ErrorCode.SESSION_START_FAILED;
const NETWORK = ErrorCode.NETWORK_ERROR;

const FAILURES = {
  'not-configured': {
    code: START,
    retryable: false,
    message:
      'The element does not know its service. Give it service-url, sdk-key and token-url, or load it from a Worker.',
  },
  'other-service': { code: START, retryable: false, message: 'The page already uses the SDK of another service.' },
  'config-unreachable': { code: NETWORK, retryable: true, message: 'The configuration could not be fetched.' },
  'config-malformed': { code: START, retryable: true, message: 'The configuration is not in its documented form.' },
  'token-source-missing': {
    code: START,
    retryable: false,
    message:
      'The page is of another origin than the Worker, whose /agent/token answers its own pages alone. Give the desk getToken, or a token-url of your back end.',
  },
  'token-unreachable': { code: NETWORK, retryable: true, message: 'The token endpoint could not be reached.' },
  'token-not-found': {
    code: NETWORK,
    retryable: false,
    message: 'There is no token endpoint at the address that was given.',
  },
  'token-refused': { code: ErrorCode.TOKEN_INVALID, retryable: false, message: 'The token endpoint refused a token.' },
  'token-throttled': { code: NETWORK, retryable: true, message: 'The token endpoint asks to wait.' },
  'token-failed': { code: NETWORK, retryable: true, message: 'The token endpoint failed.' },
  'token-malformed': {
    code: ErrorCode.TOKEN_INVALID,
    retryable: false,
    message: 'The answer of the token endpoint, or of getToken, holds no token.',
  },
  'script-blocked': {
    code: START,
    retryable: false,
    message: 'The Content-Security-Policy of the page does not allow the script of the service.',
  },
  'trusted-types-refused': {
    code: START,
    retryable: false,
    message: 'The trusted-types directive of the page does not allow the policy cobrowse-elements.',
  },
  'script-failed': { code: START, retryable: true, message: 'The script of the service did not load.' },
  'script-timeout': {
    code: START,
    retryable: true,
    message: 'The script of the service did not answer in time.',
  },
  'init-refused': { code: START, retryable: true, message: 'The service refused to initialise.' },
  'init-timeout': { code: START, retryable: true, message: 'The service did not answer init in time.' },
  'browser-too-old': { code: START, retryable: false, message: 'This browser is too old for co-browsing.' },
  'insecure-context': {
    code: START,
    retryable: false,
    message: 'Co-browsing needs https, or a loopback address.',
  },
  'masking-not-guaranteed': {
    code: START,
    retryable: false,
    message: 'mask-strict is set, and this service cannot guarantee that anything is masked.',
  },
  'pin-invalid': {
    code: ErrorCode.SESSION_PIN_INVALID_FORMAT,
    retryable: false,
    message: 'custom-pin must have 1 to 10 letters or digits.',
  },
  'desk-failed': { code: ErrorCode.SESSION_JOIN_FAILED, retryable: true, message: 'The desk did not load.' },
  'desk-refused': {
    code: ErrorCode.SESSION_JOIN_FAILED,
    retryable: true,
    message:
      'The service answers, but its desk did not open in this page. Add the origin of the page to ALLOWED_ORIGINS of the Worker.',
  },
  'desk-unreachable': { code: NETWORK, retryable: true, message: 'The service of the desk cannot be reached.' },
  service: { code: ErrorCode.UNDEFINED, retryable: true, message: 'The service reported an error.' },
} as const satisfies Readonly<Record<string, Failure>>;

/** Names of failures; also anchors in the README. */
export type FailureReason = keyof typeof FAILURES;

export const FAILURE_REASONS: readonly string[] = Object.keys(FAILURES);

export interface FailureOptions {
  readonly cause?: unknown;
  /** Instead of the failure's own, as a service may say more. */
  readonly code?: number;
  readonly message?: string;
  readonly retryable?: boolean;
  readonly retryAfterSeconds?: number;
}

/** Codes of the contract, section 7, after which nothing but another page or configuration helps. Of the others the service may think better. */
const FINAL_CODES: ReadonlySet<number> = new Set([
  ErrorCode.SESSION_PIN_INVALID_FORMAT,
  ErrorCode.SESSION_START_PIN_REQUIRED,
  ErrorCode.TOKEN_INVALID,
  ErrorCode.SERVER_INVALID_TOKEN,
]);

/** The error for a reason. */
export function failure(reason: FailureReason, options: FailureOptions = {}): CobrowseError {
  const known: Failure = FAILURES[reason];
  const { code = known.code, message = known.message, ...given } = options;
  // A service says a code, and nothing of whether to try again.
  const { retryable = known.retryable && !FINAL_CODES.has(code), ...rest } = given;
  return new CobrowseError(code, message, { reason, retryable, ...rest });
}
