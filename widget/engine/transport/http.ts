/**
 * The two HTTP calls that lead into a session. They turn every way to fail into a CobrowseError; no message of one carries
 * the token, the PIN or anything that the server wrote.
 */
import { CobrowseError } from '../../service/contract.js';
import { decodeAdmission, type Admission } from '../protocol/control/admission.js';
import { ErrorCode } from '../protocol/error-codes.js';

const SESSIONS_PATH = '/sdkapi/zcb/sessions';

/** A request that fails without an answer is made this often in all (contract, code 1016: "after retries"). */
const REQUEST_ATTEMPTS = 3;
const RETRY_DELAY_MS = 400;
const REQUEST_TIMEOUT_MS = 15_000;

/** An error of an HTTP answer that says when to ask again. */
export class ThrottledError extends CobrowseError {
  override name = 'ThrottledError';
  override readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(ErrorCode.UNDEFINED, `Too many attempts. Try again in ${retryAfterSeconds} seconds.`, { retryable: true });
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** No session has the PIN. */
export class UnknownPinError extends CobrowseError {
  override name = 'UnknownPinError';
  /** Further wrong PINs that cost no wait, where the service says so. */
  readonly triesLeft: number | undefined;

  /** @param retryAfterSeconds where it was one too many */
  constructor({ code, message }: CobrowseError, triesLeft: number | undefined, retryAfterSeconds: number | undefined) {
    super(code, message, { ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) });
    this.triesLeft = triesLeft;
  }
}

/**
 * A customer's new session.
 * @param wanted a PIN of the page's own, and what it says of the session, for the service to judge: whatever the page gave.
 * @throws CobrowseError 124 for a token that the service refuses, 1008–1010 for the PIN, 1016 without an answer, else the
 * service's code.
 */
export function startSession(
  origin: string,
  sdkToken: string,
  wanted: { readonly customPinCode?: unknown; readonly metadata?: unknown } = {},
  signal?: AbortSignal,
): Promise<Admission> {
  return requestAdmission(new URL(SESSIONS_PATH, origin), sdkToken, wanted, signal);
}

/**
 * An agent's way into the session behind a PIN.
 * @param wait also for a customer who has not started yet, with a token for agreed PINs.
 * @throws CobrowseError 30308 for an unknown PIN, 1008, 1013, 1015, 124, 1016; ThrottledError after too many.
 */
export function joinSession(
  origin: string,
  sdkToken: string,
  pinCode: string,
  signal?: AbortSignal,
  wait = false,
): Promise<Admission> {
  const body = { pinCode, ...(wait && { wait }) };
  return requestAdmission(new URL(`${SESSIONS_PATH}/join`, origin), sdkToken, body, signal, unknownPin);
}

/** The address of a session's socket. */
export function socketUrl(origin: string, sessionId: string): string {
  const url = new URL(`${SESSIONS_PATH}/${encodeURIComponent(sessionId)}/socket`, origin);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url.href;
}

async function requestAdmission(
  url: URL,
  sdkToken: string,
  body: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
  refine = (_: Response, error: CobrowseError): CobrowseError => error,
): Promise<Admission> {
  // A header takes only these characters; anything else would throw with the token in the message.
  if (!/^[\w.-]+$/.test(sdkToken)) throw invalidToken();
  const response = await post(url, sdkToken, JSON.stringify(body), signal);
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw refine(response, refusal(response, answer));
  const admission = decodeAdmission(answer);
  if (!admission)
    throw new CobrowseError(ErrorCode.NETWORK_ERROR, 'The service answered something else than a session.');
  return admission;
}

async function post(url: URL, sdkToken: string, body: string, signal?: AbortSignal): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const timeout = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
    try {
      return await fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${sdkToken}`, 'content-type': 'application/json' },
        body,
        credentials: 'omit',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        redirect: 'error',
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
    } catch (cause) {
      if (signal?.aborted) throw new CobrowseError(ErrorCode.SESSION_CANCELING_IN_PROGRESS, 'The call was cancelled.');
      if (attempt < REQUEST_ATTEMPTS) {
        await new Promise((resolve) => setTimeout(resolve, RETRY_DELAY_MS * attempt));
        continue;
      }
      throw new CobrowseError(
        ErrorCode.NETWORK_ERROR,
        'The service could not be reached. Check the network, the connect-src of the page, and that the service allows this origin.',
        { retryable: true, cause },
      );
    }
  }
}

function unknownPin({ headers }: Response, error: CobrowseError): CobrowseError {
  if (error.code !== ErrorCode.DESK_PIN_NOT_FOUND) return error;
  const left = headers.get('cobrowse-tries-left') ?? '';
  return new UnknownPinError(error, /^\d{1,4}$/.test(left) ? Number(left) : undefined, retryAfter(headers));
}

function refusal(response: Response, answer: unknown): CobrowseError {
  const code = codeOf(answer);
  if (response.status === 429) {
    return new ThrottledError(retryAfter(response.headers) ?? 60);
  }
  if (code === ErrorCode.SERVER_INVALID_TOKEN || response.status === 401) return invalidToken();
  const retryable = response.status >= 500;
  return new CobrowseError(code, `The service refused with code ${code} (HTTP ${response.status}).`, { retryable });
}

function retryAfter(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : undefined;
}

function codeOf(answer: unknown): number {
  const code: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'code') : undefined;
  return typeof code === 'number' && Number.isInteger(code) ? code : ErrorCode.UNDEFINED;
}

function invalidToken(): CobrowseError {
  return new CobrowseError(ErrorCode.SERVER_INVALID_TOKEN, 'The service did not accept the token.');
}
