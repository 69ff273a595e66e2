/** The part for several tabs: a file of its own, which only pages with `multiTabSessionPersistence` load (SPEC K). */
import { CobrowseError } from '../../../service/contract.js';
import { decodeAdmission } from '../../protocol/control.js';
import { ErrorCode } from '../../protocol/error-codes.js';
import type { AskingPanel, TabAdmission, TabsPart } from '../engine-api.js';
import { decline, isDeclined } from './declined.js';
import { isHeld } from './session-presence.js';
import { StateCookie, type CookieState } from './state-cookie.js';
import { linkTab } from './tab-link.js';

/** Tabs that open at once have read the same ticket: all but one try again with the next. */
const ATTEMPTS = 6;
const RETRY_MS = 250;
const TIMEOUT_MS = 15_000;

/** Signs that the customer came to this tab. */
const SIGNS = ['focus', 'pointerdown', 'pageshow'] as const;

/** @param key `stateCookieKey`, as the page gave it. */
export function createTabs(service: string, key: unknown): TabsPart {
  const cookie = new StateCookie(service, key);

  /** What the cookie says, once its session may be joined: whoever is asked takes their time, and the cookie may change meanwhile. */
  async function chosen(agreed: Set<string>, cancel: AbortController, panel: AskingPanel): Promise<CookieState> {
    for (;;) {
      const state = cookie.read();
      if (!state) throw gone();
      const { sessionId } = state;
      if (agreed.has(sessionId)) return state;
      // Every sub-domain can write the cookie: only of a tab of this very origin is it known that the session is the customer's.
      if (!(await isHeld(sessionId))) await consent(sessionId, cancel, panel);
      agreed.add(sessionId);
    }
  }

  async function admit(cancel: AbortController, panel: AskingPanel): Promise<TabAdmission> {
    const { signal } = cancel;
    const agreed = new Set<string>();
    for (let attempt = 1; ; attempt++) {
      const state = await chosen(agreed, cancel, panel);
      const response = await post(service, state.sessionId, state.ticket, signal);
      switch (response.status) {
        case 200: {
          const answer: unknown = await response.json().catch(() => undefined);
          const admission = readAnswer(answer, state.sessionId, cookie);
          if (admission) return admission;
          throw new CobrowseError(ErrorCode.NETWORK_ERROR, 'The service answered something else than a session.');
        }
        case 403:
          if (attempt < ATTEMPTS) break;
          // Nobody has the next ticket. Without the cookie, a tab that is in the session asks for one.
          cookie.clear(state.sessionId);
          throw gone();
        case 409:
          throw new CobrowseError(ErrorCode.SESSION_CUSTOMER_COUNT_LIMIT, 'The session has too many tabs.');
        default:
          cookie.clear(state.sessionId);
          throw gone();
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      signal.throwIfAborted();
    }
  }

  return {
    get found() {
      const state = cookie.read();
      return state !== undefined && !isDeclined(state.sessionId);
    },
    isDeclined,
    admit,
    link: (session) => linkTab(cookie, session),
    follow(act) {
      const come = (): void => {
        if (cookie.read() && document.visibilityState === 'visible') setTimeout(act);
      };
      for (const sign of SIGNS) addEventListener(sign, come, { capture: true, passive: true });
      document.addEventListener('visibilitychange', come);
    },
  };
}

/** Settles once the customer has said yes; a no, and an end meanwhile, holds for this tab. */
async function consent(sessionId: string, cancel: AbortController, panel: AskingPanel): Promise<void> {
  const { askToJoin } = await import('./join-question.js');
  if (await askToJoin({ panel, signal: cancel.signal })) return;
  decline(sessionId);
  cancel.abort();
  throw new CobrowseError(ErrorCode.SESSION_CANCELING_IN_PROGRESS, 'The customer did not join the session.');
}

function readAnswer(answer: unknown, sessionId: string, cookie: StateCookie): TabAdmission | undefined {
  const admission = decodeAdmission(answer);
  if (!admission || typeof answer !== 'object' || answer === null) return undefined;
  const [ticket, count, masks]: unknown[] = ['ticket', 'count', 'masks'].map((name) => Reflect.get(answer, name));
  if (typeof ticket !== 'string' || typeof count !== 'number') return undefined;
  cookie.write({ sessionId, ticket, count });
  return { ...admission, piiMask: readMasks(masks) };
}

/** What cannot be read masks everything, which is what settings.ts makes of it. */
function readMasks(text: unknown): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(String(text));
  } catch {
    return text;
  }
}

async function post(service: string, sessionId: string, ticket: string, signal: AbortSignal): Promise<Response> {
  const url = new URL(`/sdkapi/zcb/sessions/${encodeURIComponent(sessionId)}/tabs`, service);
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticket }),
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    });
  } catch (cause) {
    throw new CobrowseError(ErrorCode.NETWORK_ERROR, 'The service could not be reached.', { retryable: true, cause });
  }
}

function gone(): CobrowseError {
  return new CobrowseError(ErrorCode.SESSION_JOIN_FAILED, 'The session is over.');
}
