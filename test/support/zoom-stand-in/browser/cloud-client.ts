/** How the stand-in's browser side reaches its cloud: calls, and news by long poll. Zoom's own way is not documented, so this is ours. */

export interface CloudError {
  readonly code: number;
  readonly text: string;
}

export type Answer<Result> =
  { readonly ok: true; readonly result: Result } | { readonly ok: false; readonly error: CloudError };

/** How a page is to hear of failures; see behaviour.ts. */
export interface Manners {
  readonly errorText: 'errorMsg' | 'message';
  readonly failures: 'both' | 'event' | 'callback';
}

const RETRY_MS = 150;

/** A call of the cloud's. It never rejects; a network that fails is 1016, as the contract has it. */
export async function call<Result>(
  origin: string,
  name: string,
  body: object,
  signal: AbortSignal | null = null,
): Promise<Answer<Result>> {
  try {
    // text/plain spares a preflight.
    const response = await fetch(`${origin}/cloud/${name}`, { method: 'POST', body: JSON.stringify(body), signal });
    return (await response.json()) as Answer<Result>;
  } catch {
    return { ok: false, error: { code: 1016, text: 'The request failed' } };
  }
}

export interface NewsHandlers {
  news(name: string, detail: unknown): void;
  lost(): void;
  back(): void;
}

/** Listens until `signal` aborts or the cloud no longer knows the ticket. */
export async function listen(
  origin: string,
  ticket: string,
  handlers: NewsHandlers,
  signal: AbortSignal,
): Promise<void> {
  let after = 0;
  let isLost = false;
  while (!signal.aborted) {
    const answer = await call<{ news: readonly { name: string; detail?: unknown }[] }>(origin, 'news', {
      ticket,
      after,
      wait: !isLost,
    });
    if (signal.aborted) return;
    if (!answer.ok) {
      if (answer.error.code !== 1016) return handlers.news('session_ended', undefined);
      if (!isLost) handlers.lost();
      isLost = true;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      continue;
    }
    if (isLost) handlers.back();
    isLost = false;
    after += answer.result.news.length;
    for (const { name, detail } of answer.result.news) handlers.news(name, detail);
  }
}

/** An error as pages get it. */
export function errorFor(error: CloudError, manners: Manners): object {
  return { code: error.code, [manners.errorText]: error.text };
}
