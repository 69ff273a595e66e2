/**
 * The one error type of the Worker's HTTP half; app.ts turns it into JSON.
 * Texts are fixed sentences: never a token, a PIN, a query or anything else that a request carried.
 */
import { ErrorCode } from '../widget/engine/protocol/error-codes.js';

/** One thing that is wrong with a token request, in the words of contract section 5. */
export interface Failure {
  readonly property: string;
  readonly reason: string;
}

interface ProblemBody {
  readonly code?: ErrorCode;
  readonly errorMsg?: string;
  readonly errors?: readonly Failure[];
}

/** Why a token was refused, for the audit line. */
export const RefusalReason = {
  CONFIGURATION: 'configuration',
  ORIGIN: 'origin-not-allowed',
  REQUEST: 'request-invalid',
  METHOD: 'method-not-allowed',
  CREDENTIAL_MISSING: 'credential-missing',
  CREDENTIAL_INVALID: 'credential-invalid',
  CLAIM_MISSING: 'claim-missing',
  NOT_HERE: 'role-not-minted-here',
  DEVELOPMENT_ONLY: 'development-only',
  BYOP_NOT_ALLOWED: 'byop-not-allowed',
  RATE: 'rate-limited',
  KEYS_UNREACHABLE: 'keys-unreachable',
  OTHER: 'other',
} as const;
export type RefusalReason = (typeof RefusalReason)[keyof typeof RefusalReason];

/** What else an answer and its audit line say. */
export interface ProblemDetails {
  readonly headers?: Readonly<Record<string, string>>;
  readonly refusal?: RefusalReason;
  /** Whom it refuses, if that was verified. */
  readonly subject?: string;
}

/** An answer that is not a success. */
export class Problem extends Error {
  readonly status: number;
  readonly body: ProblemBody;
  readonly headers: Readonly<Record<string, string>>;
  readonly refusal: RefusalReason;
  readonly subject: string | undefined;

  constructor(status: number, body: ProblemBody, { headers = {}, refusal, subject }: ProblemDetails = {}) {
    super(`HTTP ${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
    this.refusal = refusal ?? usualRefusal(status);
    this.subject = subject;
  }
}

/** A problem in the contract's form for token requests: everything that is wrong, at once. */
export function failures(status: number, errors: readonly Failure[], details?: ProblemDetails): Problem {
  return new Problem(status, { errors }, details);
}

/** A problem with one of the contract's codes. */
export function coded(
  status: number,
  code: ErrorCode,
  errorMsg: string,
  headers?: Readonly<Record<string, string>>,
  refusal?: RefusalReason,
): Problem {
  return new Problem(status, { code, errorMsg }, { ...(headers && { headers }), ...(refusal && { refusal }) });
}

/** A problem that no code of the contract describes. */
export function unspecific(
  status: number,
  errorMsg: string,
  headers?: Readonly<Record<string, string>>,
  refusal?: RefusalReason,
): Problem {
  return coded(status, ErrorCode.UNDEFINED, errorMsg, headers, refusal);
}

/** A caller can do nothing about it but say the code; whoever runs the Worker learns which variables are wrong. */
export function misconfigured(errors: readonly Failure[]): Problem {
  return new Problem(503, {
    code: ErrorCode.UNDEFINED,
    errorMsg: 'The service is not configured.',
    errors,
  });
}

/** The answer to too many requests of any kind. */
export function tooMany(errorMsg: string, waitMs: number): Problem {
  return unspecific(429, errorMsg, { 'retry-after': String(Math.ceil(waitMs / 1000)) });
}

function usualRefusal(status: number): RefusalReason {
  switch (status) {
    case 400:
    case 413:
    case 415:
      return RefusalReason.REQUEST;
    case 405:
      return RefusalReason.METHOD;
    case 429:
      return RefusalReason.RATE;
    case 503:
      return RefusalReason.CONFIGURATION;
    default:
      return RefusalReason.OTHER;
  }
}
