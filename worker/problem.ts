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

type ProblemBody = { readonly errors: readonly Failure[] } | { readonly code: ErrorCode; readonly errorMsg: string };

/** An answer that is not a success. */
export class Problem extends Error {
  readonly status: number;
  readonly body: ProblemBody;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, body: ProblemBody, headers: Readonly<Record<string, string>> = {}) {
    super(`HTTP ${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** A problem in the contract's form for token requests: everything that is wrong, at once. */
export function failures(
  status: number,
  errors: readonly Failure[],
  headers?: Readonly<Record<string, string>>,
): Problem {
  return new Problem(status, { errors }, headers);
}

/** A problem with one of the contract's codes. */
export function coded(
  status: number,
  code: ErrorCode,
  errorMsg: string,
  headers?: Readonly<Record<string, string>>,
): Problem {
  return new Problem(status, { code, errorMsg }, headers);
}

/** A problem that no code of the contract describes. */
export function unspecific(status: number, errorMsg: string, headers?: Readonly<Record<string, string>>): Problem {
  return coded(status, ErrorCode.UNDEFINED, errorMsg, headers);
}
