/** What went wrong, for the two who can do something about it: a sentence for the person, a hint for the page's developer. */
import type { ButtonFailureTexts } from '../../locales/sections/button-session.js';
import type { CobrowseError } from '../../service/contract.js';
import type { FailureReason } from '../../service/failures.js';

/** The sentence for the person who pressed. */
export function sentenceOf(error: CobrowseError, texts: ButtonFailureTexts): string {
  const { code } = error;
  switch (error.reason) {
    case 'config-unreachable':
    case 'token-unreachable':
      return texts.unreachable;
    case 'token-failed':
      return texts.serviceTrouble;
    case 'script-timeout':
    case 'init-timeout':
      return texts.noAnswer;
    case 'token-refused':
      return texts.notAllowed;
    case 'token-throttled':
      return texts.throttled(error.retryAfterSeconds ?? 60);
    case 'not-configured':
    case 'other-service':
    case 'config-malformed':
    case 'token-not-found':
    case 'token-malformed':
    case 'script-blocked':
    case 'trusted-types-refused':
    case 'pin-invalid':
      return texts.siteFault(code);
    case 'script-failed':
      return texts.blocked;
    case 'init-refused':
      return texts.refused(code);
    case 'browser-too-old':
      return texts.browserTooOld;
    case 'insecure-context':
      return texts.insecure;
    case 'masking-not-guaranteed':
      return texts.maskingNotGuaranteed;
    default:
      return serviceSentence(code, texts);
  }
}

/** By the contract's codes, section 7. */
function serviceSentence(code: number, texts: ButtonFailureTexts): string {
  switch (code) {
    case 1001:
      return texts.notStarted;
    case 1004:
      return texts.alreadySharing;
    case 1008:
    case 1009:
      return texts.siteFault(code);
    case 1010:
      return texts.pinTaken;
    case 1011:
      return texts.sessionOver;
    case 1012:
      return texts.openElsewhere;
    case 1016:
      return texts.unreachable;
    case 124:
    case 2001:
      return texts.notAllowed;
    default:
      return texts.other(code);
  }
}

/** What the developer can look at. The anchor in the README is the reason itself. */
const HINTS: Readonly<Partial<Record<FailureReason, string>>> = {
  'not-configured':
    'Load /cobrowse.js from your Worker, or set service-url, sdk-key and token-url (or the property getToken).',
  'other-service': 'A page can use one service, as its SDK is one global. Give all elements the same service-url.',
  'config-unreachable': 'Check service-url, that the Worker runs, and the connect-src of the page.',
  'config-malformed': 'GET /config of the service must answer the JSON that the README shows.',
  'token-unreachable': 'Check token-url, the connect-src of the page, and that ALLOWED_ORIGINS has its origin.',
  'token-not-found': 'token-url leads nowhere. It must answer POST.',
  'token-refused': 'The token endpoint answered 401 or 403. Check ALLOWED_ORIGINS, and who is signed in.',
  'token-throttled': 'The token endpoint answered 429. See RATE_LIMITS.',
  'token-failed': 'The token endpoint or getToken failed. Look at its log.',
  'token-malformed': 'The answer must be JSON with "token" or "sdkToken", and getToken must answer a string.',
  'script-blocked': 'Add the origin of the service to script-src and connect-src of the Content-Security-Policy.',
  'trusted-types-refused': 'Add cobrowse-elements and lit-html to the trusted-types directive of the page.',
  'script-failed': 'The network or an ad blocker stopped it, or service-url or sdk-version is wrong.',
  'script-timeout': 'Check that service-url, sdk-key and sdk-version are those of a Cobrowse SDK.',
  'init-refused': 'Check sdk-key and sdk-version.',
  'init-timeout': 'The script is there, but does not answer init. Check sdk-key and the connect-src of the page.',
  'browser-too-old': 'The README names the oldest browsers.',
  'insecure-context': 'Serve the page by https.',
  'masking-not-guaranteed': 'Take mask-strict away, or use a service that guarantees masking.',
  'pin-invalid': 'custom-pin has 1 to 10 letters or digits.',
};

/** One line for the console. */
export function hintOf(error: CobrowseError): string {
  const reason = error.reason ?? 'service';
  const said = error.message.replace(/[.!?]?$/, '.');
  return [`[cobrowse] ${error.code} ${reason}: ${said}`, HINTS[reason], `See README#${reason}`]
    .filter(Boolean)
    .join(' ');
}
