/** What close codes and errors mean for this desk. Knows no session. */
import { CobrowseError } from '../../service/contract.js';
import { readClaim } from '../../service/token-claims.js';
import { CloseCode } from '../protocol/close-codes.js';
import { EndReason } from '../protocol/control/session-messages.js';
import { ErrorCode } from '../protocol/error-codes.js';
import { ThrottledError, UnknownPinError } from '../transport/http.js';
import type { PinProblem } from '../../pin/pin-problem.js';
import type { DeskEnding } from './desk-state.js';

/** How the session ended for this agent, by the code that closed the socket. */
export function endingOf(code: number): DeskEnding {
  switch (code) {
    case CloseCode.LEFT:
      return 'left';
    case CloseCode.REPLACED:
      return 'replaced';
    case CloseCode.SESSION_ENDED:
      return EndReason.EXPIRED;
    case CloseCode.REFUSED:
      return 'refused';
    case CloseCode.UNANSWERED:
      return 'unanswered';
    case CloseCode.NO_CUSTOMER:
      return 'no-customer';
    case CloseCode.REMOVED:
      return 'removed';
    default:
      return 'lost';
  }
}

/**
 * Why a join failed.
 * @param token for agreed PINs, it lets the agent wait behind one that is not known yet.
 */
export function problemOf(error: unknown, token: string | undefined): PinProblem {
  if (error instanceof ThrottledError) return { code: error.code, retryAfterSeconds: error.retryAfterSeconds };
  const code = error instanceof CobrowseError ? error.code : ErrorCode.UNDEFINED;
  const { triesLeft, retryAfterSeconds } = error instanceof UnknownPinError ? error : {};
  const mayWait = code === ErrorCode.DESK_PIN_NOT_FOUND && readClaim(token ?? '', 'enable_byop') === 1;
  return {
    code,
    ...(triesLeft !== undefined && { triesLeft }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(mayWait && { mayWait }),
  };
}
