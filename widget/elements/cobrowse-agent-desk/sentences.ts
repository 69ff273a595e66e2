/** Which sentence a person reads for an error: by its reason, else by its code. */
import type { AgentDeskTexts } from '../../locales/sections/agent-desk.js';
import type { CobrowseError } from '../../service/contract.js';
import { pinSentence } from '../../pin/pin-problem.js';

/** For an error that keeps the desk from opening. */
export function failureSentence(texts: AgentDeskTexts, { code, reason, retryAfterSeconds }: CobrowseError): string {
  switch (reason) {
    case 'not-configured':
    case 'token-source-missing':
      return texts.failureNotConfigured;
    case 'config-unreachable':
    case 'config-malformed':
      return texts.failureConfig;
    case 'token-unreachable':
    case 'token-not-found':
      return texts.failureTokenUnreachable;
    case 'token-refused':
      return texts.failureTokenRefused;
    case 'token-throttled':
      return texts.failureTokenThrottled(retryAfterSeconds ?? 60);
    case 'token-failed':
    case 'token-malformed':
      return texts.failureToken;
    case 'desk-refused':
      return texts.failureDeskRefused;
    case 'desk-unreachable':
      return texts.failureDeskUnreachable;
    case 'init-refused':
    case 'init-timeout':
      return texts.failureInit;
    default:
      return pinSentence(texts, code) ?? texts.failureOther(code);
  }
}
