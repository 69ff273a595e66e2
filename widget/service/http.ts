/** One `fetch` that never says more in an error than which of the two ways it failed. Knows no endpoint. */

const REQUEST_TIMEOUT_MS = 15_000;

/**
 * Fetches with a time limit.
 * @returns the answer, or `undefined` if there was none: no network, no CORS, a policy of the page, or too late.
 * @throws the signal's reason once it is aborted.
 */
export async function request(url: string, init: RequestInit, signal: AbortSignal): Promise<Response | undefined> {
  signal.throwIfAborted();
  try {
    return await fetch(url, {
      ...init,
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.any([signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
    });
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** The JSON object of an answer, or an empty one. */
export async function readObject(response: Response): Promise<object> {
  const value: unknown = await response.json().catch(() => undefined);
  return typeof value === 'object' && value !== null ? value : {};
}

/** A non-empty text of an object that somebody else wrote. */
export function textOf(from: object, name: string): string | undefined {
  const value: unknown = Reflect.get(from, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
