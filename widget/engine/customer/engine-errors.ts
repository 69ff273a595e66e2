/** How failures of the engine become the contract's errors (section 7). */
import { CobrowseError } from '../../service/contract.js';
import { CloseCode } from '../protocol/close-codes.js';
import { ErrorCode } from '../protocol/error-codes.js';
import { ABNORMAL_CLOSURE } from '../transport/relay-socket.js';

/** `end()` was called before there was a session. */
export function cancelled(): CobrowseError {
  return new CobrowseError(ErrorCode.SESSION_CANCELING_IN_PROGRESS, 'The session was ended before it began.');
}

/** One session a browser and site. */
export function inAnotherTab(): CobrowseError {
  return new CobrowseError(ErrorCode.SESSION_COUNT_LIMIT, 'Another tab of this browser has a session already.');
}

/** A connection that could not be opened, or was lost for good, by its close code. */
export function notOpened(code: number, resuming: boolean): CobrowseError {
  if (code === CloseCode.SESSION_ENDED || code === CloseCode.UNAUTHORIZED) {
    return new CobrowseError(ErrorCode.SESSION_JOIN_FAILED, 'The session is over.');
  }
  if (code === CloseCode.REPLACED || code === CloseCode.OCCUPIED) {
    return new CobrowseError(ErrorCode.SESSION_CUSTOMER_COUNT_LIMIT, 'The session is open elsewhere.');
  }
  const blocked = code === ABNORMAL_CLOSURE;
  return new CobrowseError(
    resuming ? ErrorCode.SESSION_JOIN_FAILED : ErrorCode.SESSION_START_FAILED,
    blocked
      ? 'The live connection could not be opened. A proxy or the connect-src of the page may block WebSockets.'
      : `The live connection was closed with code ${code}.`,
    { retryable: blocked },
  );
}

/** Whatever a start or join failed with, in the SDK's codes. */
export function toStartError(cause: unknown, resuming: boolean): CobrowseError {
  const fallback = resuming ? ErrorCode.SESSION_JOIN_FAILED : ErrorCode.SESSION_START_FAILED;
  if (!(cause instanceof CobrowseError)) {
    return new CobrowseError(fallback, 'The session could not be opened.', { cause });
  }
  const { message, retryable } = cause;
  switch (cause.code) {
    case ErrorCode.SERVER_INVALID_TOKEN:
      return new CobrowseError(ErrorCode.TOKEN_INVALID, message, { cause });
    case ErrorCode.UNDEFINED:
      return new CobrowseError(fallback, message, { retryable, cause });
    default:
      return cause;
  }
}
