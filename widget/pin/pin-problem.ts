/** Why a PIN did not lead into a session, and the sentence for it. The numbers are the contract's, section 7. */
import { ErrorCode } from '../engine/protocol/error-codes.js';
import type { PinTexts } from '../locales/pin-texts.js';

export interface PinProblem {
  readonly code: number;
  /** Set while the service takes no attempts. */
  readonly retryAfterSeconds?: number;
  /** Wrong PINs that are left before the service makes the agent wait, where it says so. */
  readonly triesLeft?: number;
  /** The PIN is not known, and this agent may wait for a customer who starts with it. */
  readonly mayWait?: true;
}

/** What a person reads for a PIN that the service refused; `undefined` for a code that is not about PINs. */
export function pinSentence(texts: PinTexts, code: number): string | undefined {
  switch (code) {
    case ErrorCode.DESK_PIN_NOT_FOUND:
    case ErrorCode.SESSION_JOIN_PIN_NOT_FOUND:
      return texts.errorNotFound;
    case ErrorCode.SESSION_PIN_INVALID_FORMAT:
      return texts.errorFormat;
    case ErrorCode.SERVER_INVALID_TOKEN:
    case ErrorCode.TOKEN_INVALID:
      return texts.errorToken;
    case ErrorCode.SESSION_AGENT_COUNT_LIMIT:
      return texts.errorAgentLimit;
    case ErrorCode.SESSION_DUPLICATE_USER:
      return texts.errorDuplicate;
    case ErrorCode.NETWORK_ERROR:
      return texts.errorNetwork;
    default:
      return undefined;
  }
}
