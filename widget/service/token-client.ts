/** Asks a token endpoint for a token (contract, section 5). No message of an error holds the token or what the endpoint wrote. */
import { failure } from './failures.js';
import { readObject, request, textOf } from './http.js';
import { isToken } from './token-claims.js';

export interface TokenRequest {
  readonly tokenUrl: string;
  /** 1 customer, 2 agent. */
  readonly role: 1 | 2;
  readonly userId?: string | undefined;
  readonly userName?: string | undefined;
  /** The token must allow a PIN of the page's own. */
  readonly byop?: boolean | undefined;
}

/** What a page may hand in to mint tokens itself. Called again whenever a token is needed; `byop` asks for one with `enable_byop: 1`. */
export type GetToken = (request: { readonly role: 1 | 2; readonly byop?: true }) => Promise<string>;

/** Without this header's answer, as long as a person will wait. */
const DEFAULT_RETRY_AFTER_S = 60;

const LONGEST_RETRY_AFTER_S = 3_600;

/**
 * A fresh token of the endpoint.
 * @throws CobrowseError with a `token-…` reason; the signal's reason once it is aborted.
 */
export async function fetchToken(wanted: TokenRequest, signal: AbortSignal): Promise<string> {
  const { tokenUrl, role, userId, userName, byop } = wanted;
  const body = JSON.stringify({
    role,
    ...(userId && { userId }),
    ...(userName && { userName }),
    ...(byop && { byop }),
  });
  const response = await request(
    tokenUrl,
    { method: 'POST', headers: { 'content-type': 'application/json' }, body, cache: 'no-store' },
    signal,
  );
  if (!response) throw failure('token-unreachable');
  if (!response.ok) throw refusal(response);
  const answer = await readObject(response);
  signal.throwIfAborted();
  return checkToken(textOf(answer, 'token') ?? textOf(answer, 'sdkToken'));
}

/**
 * A token of the page's own making.
 * @throws CobrowseError `token-failed` if the page's function fails, `token-malformed` if it answers no token.
 */
export async function askForToken(getToken: GetToken, role: 1 | 2, byop = false): Promise<string> {
  let token: unknown;
  try {
    token = await getToken({ role, ...(byop && { byop }) });
  } catch (cause) {
    throw failure('token-failed', { cause, message: 'getToken failed.' });
  }
  return checkToken(token);
}

function checkToken(token: unknown): string {
  if (!isToken(token)) throw failure('token-malformed');
  return token;
}

function refusal({ status, headers }: Response): Error {
  const message = `The token endpoint answered with HTTP ${status}.`;
  switch (status) {
    case 401:
    case 403:
      return failure('token-refused', { message });
    case 404:
    case 405:
    case 410:
      return failure('token-not-found', { message });
    case 429:
      return failure('token-throttled', { message, retryAfterSeconds: retryAfter(headers.get('retry-after')) });
    default:
      return failure('token-failed', { message });
  }
}

/** Seconds, or a date (RFC 9110, section 10.2.3). */
function retryAfter(value: string | null): number {
  const seconds = /^\d+$/.test(value ?? '') ? Number(value) : (Date.parse(value ?? '') - Date.now()) / 1000;
  return seconds > 0 ? Math.min(Math.ceil(seconds), LONGEST_RETRY_AFTER_S) : DEFAULT_RETRY_AFTER_S;
}
